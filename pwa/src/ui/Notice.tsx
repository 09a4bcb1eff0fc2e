import type { ComponentChildren } from 'preact'

type Kind = 'calm' | 'care' | 'urgent'

/** A boxed word to the patient: calm for news, care for what wants attention, urgent for what can't wait. */
export function Notice({ kind, title, children }: { kind: Kind; title?: string; children: ComponentChildren }) {
  return (
    <section class={`notice notice-${kind}`} role={kind === 'urgent' ? 'alert' : undefined}>
      {title && <h2>{title}</h2>}
      {children}
    </section>
  )
}

import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

import { notSaved } from '../diary/write'
import { notKept, pack } from '../store/held'
import { Notice } from './Notice'
import { Say } from './Say'
import { t, type Word } from './words'

interface Props {
  title: string
  /** What the browser's tab and history say, where the title names someone. */
  tab?: string
  back?: string
  children: ComponentChildren
}

/** A screen: a way back, its title, its content, and the line on emergencies that is always there. */
export function Page({ title, tab = title, back, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${tab} · ${t('app.name')}`
    heading.current?.focus()
  }, [title, tab])
  return (
    <>
      <main class="page">
        {back && (
          <a class="back" href={back}>
            <span aria-hidden="true">‹</span> {t('page.back')}
          </a>
        )}
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        {notSaved.value > 0 && <NotSaved />}
        {children}
      </main>
      <EmergencyLine />
    </>
  )
}

/** Said loudly: what was tapped is not on the disk. */
export function NotSaved() {
  const said = useRef<HTMLDivElement>(null)
  useEffect(() => said.current?.scrollIntoView({ block: 'center' }), [notSaved.value]) // the button that was tapped may be far below
  return (
    <div ref={said}>
      <Notice kind="urgent" title={t('not-saved.title')}><p>{t(`unsaved.${notKept.value ?? 'broken'}` as Word)}</p></Notice>
    </div>
  )
}

/** The line that stands under every screen. */
export function EmergencyLine() {
  return pack.value === null ? null : <footer class="always"><Say text="T_ALWAYS" /></footer>
}

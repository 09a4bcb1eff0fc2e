import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

import { notSaved } from '../diary/write'
import { pack } from '../store/held'
import { Notice } from './Notice'
import { Say } from './Say'
import { t } from './words'

interface Props {
  title: string
  back?: string
  children: ComponentChildren
}

/** A screen: a way back, its title, its content, and the line on emergencies that is always there. */
export function Page({ title, back, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`
    heading.current?.focus()
  }, [title])
  return (
    <>
      <main class="page">
        {back && (
          <a class="back" href={back}>
            <span aria-hidden="true">‹</span> {t('page.back')}
          </a>
        )}
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        {notSaved.value && <NotSaved />}
        {children}
      </main>
      <EmergencyLine />
    </>
  )
}

/** Said loudly: what was tapped is not on the disk. */
export function NotSaved() {
  return <Notice kind="urgent" title={t('not-saved.title')}><p>{t('not-saved')}</p></Notice>
}

/** The line that stands under every screen. */
export function EmergencyLine() {
  return pack.value === null ? null : <footer class="always"><Say text="T_ALWAYS" /></footer>
}

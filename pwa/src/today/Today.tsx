import { useEffect, useRef } from 'preact/hooks'

import { notSaved } from '../diary/write'
import type { Pack } from '../guidance/pack'
import { pack } from '../store/held'
import { now, today } from '../ui/clock'
import { EmergencyLine, NotSaved } from '../ui/Page'
import { spokenDate, t } from '../ui/words'
import { Banners } from './Banners'
import { CheckInCard } from './CheckInCard'
import { day, morningQuestions } from './day'
import { DueQuestions } from './DueQuestions'
import { MorningQuestion } from './MorningQuestion'
import { PhaseStrip } from './PhaseStrip'
import { PlanChanged } from './PlanChanged'
import { SyncLine } from './SyncLine'
import { TaskList } from './TaskList'
import { TwoPhones } from './TwoPhones'

/** The day: where it lies, what it asks, and two ways out that are always in reach. */
export function Today() {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), []) // whoever comes back begins at the top, by keyboard and by ear
  const current = day.value
  if (pack.value === null || current === null) return null
  const due = current.tasks.filter(({ dose, session }) => dose.due || session !== undefined)
  const others = current.tasks.filter((task) => !due.includes(task))
  return (
    <>
      <main class="page today">
        <header class="greeting">
          <h1 ref={heading} tabIndex={-1}>{t(greeting(now.value.getHours()), { name: firstName(pack.value.patient.name) })}</h1>
          <p>{spokenDate(today.value)}</p>
        </header>
        {notSaved.value > 0 && <NotSaved />}
        <SyncLine />
        <PlanChanged />
        <PhaseStrip day={current} visits={pack.value.visits} />
        <Banners day={current} />
        {morningQuestions.value.map((prescription) => (
          <MorningQuestion key={prescription.id} prescription={prescription} />
        ))}
        <TaskList title={t('today.due')} tasks={due} empty={whyEmpty(pack.value.plan)} />
        <section class="tasks">
          <h2>{t('today.answers')}</h2>
          <CheckInCard />
          <DueQuestions day={current} />
          <TwoPhones />
        </section>
        <section class="tasks">
          <Way to="/learn" title={t('learn.title')} hint={t('learn.hint')} />
          <Way to="/settings" title={t('settings.title')} hint={t('settings.hint')} />
        </section>
        {others.length > 0 && <TaskList title={t('today.others')} hint={t('today.others.hint')} tasks={others} quiet />}
      </main>
      <EmergencyLine />
      <nav class="ways-out" aria-label={t('today.ways-out')}>
        <a class="way-out" href="/flare">{t('today.flare')}</a>
        <a class="way-out" href="/questions/daily">{t('today.worry')}</a>
      </nav>
    </>
  )
}

/** The way to a screen that is not of the day. */
function Way({ to, title, hint }: { to: string; title: string; hint: string }) {
  return (
    <a class="card check-in" href={to}>
      <span class="task-name">{title}</span>
      <span class="task-dose">{hint}</span>
      <span class="chevron" aria-hidden="true">›</span>
    </a>
  )
}

function greeting(hour: number) {
  return hour < 12 ? 'today.morning' : hour < 18 ? 'today.afternoon' : 'today.evening'
}

function whyEmpty(plan: Pack['plan']): string {
  if (plan === null) return t('today.no-plan')
  return plan.starts_on > today.value ? t('today.starts', { date: spokenDate(plan.starts_on) }) : t('today.nothing-due')
}

function firstName(name: string): string {
  return name.split(' ')[0] as string
}

import type { SafetyPack } from '../diary/entry'
import type { Day } from '../guidance/look'
import { Say } from '../ui/Say'
import { t, type Word } from '../ui/words'

/** The lists of safety questions that are due, each one tap away. */
export function DueQuestions({ day }: { day: Day }) {
  const stale = day.safety.state === 'STALE' && !day.askedToday
  const waiting = day.duePacks.filter((name) => !onBanner(day, name))
  const due: SafetyPack[] = stale && waiting.length === 0 ? ['weekly'] : waiting
  return (
    <>
      {due.map((name) => (
        <a key={name} class="card check-in" href={`/questions/${name}`}>
          <span class="task-name">{t(`due.${name}` as Word)}</span>
          <span class="task-dose">{t('due.why')}</span>
          {stale && name === 'weekly' && <span class="task-dose"><Say text="T_STALE" /></span>}
          <span class="chevron" aria-hidden="true">›</span>
        </a>
      ))}
    </>
  )
}

/** What a banner above already asks is not listed again. */
function onBanner({ askSafetyFirst, askAfterStop }: Day, name: SafetyPack): boolean {
  return (name === 'flare' && askSafetyFirst) || (name === 'stop' && askAfterStop)
}

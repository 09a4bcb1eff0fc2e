/** The app's own look-up, played by the Python tests: one case a line comes in, what the phone would show goes out. */

import { createInterface } from 'node:readline'

import type { Entry } from '../../../pwa/src/diary/entry'
import { plusDays } from '../../../pwa/src/diary/days'
import { dayOf, hearDiary, type HeardDiary } from '../../../pwa/src/guidance/diary'
import { doseOn } from '../../../pwa/src/guidance/doses'
import { light } from '../../../pwa/src/guidance/letters'
import type { Pack } from '../../../pwa/src/guidance/pack'
import { safetyLetter, safetyNow } from '../../../pwa/src/guidance/safety'
import { evening, planDay } from '../../../pwa/src/guidance/walk'

interface Case {
  pack: Pack
  /** What is said on the pack's first day: one diary for each way that day may go. */
  todays: Entry[][]
  /** What is said on the days after it, in the first of those ways, with no signal. */
  later: Entry[]
  /** How many days without signal to walk. */
  days: number
}

function hear(pack: Pack, own: Entry[]): HeardDiary {
  return hearDiary(pack, own, new Set(own.map(({ id }) => id)))
}

function doses(pack: Pack, diary: HeardDiary, on: string) {
  const names = Object.keys(planDay(pack, on).doses)
  return Object.fromEntries(names.map((name) => [name, doseOn(pack, diary, on, name)]))
}

function endOf(pack: Pack, diary: HeardDiary, on: string) {
  const { outcome, day, relapse, column } = evening(pack, diary, on)
  return { state: outcome.state, day, return_day: outcome.return_day, relapse, column }
}

function today(pack: Pack, entries: Entry[]) {
  const diary = hear(pack, entries)
  const { sessions } = dayOf(diary.days, pack.from)
  return {
    flare: endOf(pack, diary, pack.from),
    safety: safetyLetter(pack, diary),
    lights: Object.fromEntries(Object.entries(sessions).map(([name, session]) => [name, light(pack.grids, session)])),
    doses: doses(pack, diary, plusDays(pack.from, 1)),
  }
}

/** Each date without signal as it looks when it begins, and how it ends. */
function later({ pack, todays, later, days }: Case) {
  const own = [...(todays[0] ?? []), ...later]
  return Array.from({ length: days }, (_, number) => {
    const on = plusDays(pack.from, number + 1)
    const diary = hear(pack, own.filter((entry) => entry.on < on))
    const steady = Object.fromEntries(Object.entries(planDay(pack, on).doses).map(([name, dose]) => [name, dose.steady]))
    const held = safetyNow(pack, diary).state === 'HOLD'
    return { on, before: endOf(pack, diary, plusDays(on, -1)), held, doses: doses(pack, diary, on), steady }
  })
}

for await (const line of createInterface({ input: process.stdin })) {
  const given = JSON.parse(line) as Case
  const played = { todays: given.todays.map((entries) => today(given.pack, entries)), later: later(given) }
  process.stdout.write(`${JSON.stringify(played)}\n`)
}

/** The app's own day, played by the Python tests: where a phone is and what its clock shows come in, what it says goes out. */

import { createInterface } from 'node:readline'

import { civilDate, localInstant, timeZone } from '../../../pwa/src/diary/days'
import type { Entry } from '../../../pwa/src/diary/entry'
import { contests } from '../../../pwa/src/diary/merge'
import { redate, wrongDays, type Refused } from '../../../pwa/src/diary/redate'
import { whatChanged } from '../../../pwa/src/guidance/changes'
import { dayOf, hearDiary } from '../../../pwa/src/guidance/diary'
import { lookUp } from '../../../pwa/src/guidance/look'
import type { Pack } from '../../../pwa/src/guidance/pack'

interface Case {
  zone: string
  /** What the phone's clock shows, in milliseconds. */
  clock: number
  pack: Pack | null
  /** Entries on the phone, and which of them wait to be sent. */
  own: Entry[]
  waiting: string[]
  /** The date to tell about; the phone's today where there is none. */
  of: string | null
  /** What was refused, to be re-dated by the first choice offered. */
  refused: Refused[]
  /** The plan the patient has read; null where what changed since is not asked for. */
  seen: Pack['plan']
}

function played({ zone, clock, pack, own, waiting, of, refused, seen }: Case) {
  process.env.TZ = zone
  const at = new Date(clock)
  if (refused.length > 0) return wrongDays(refused, at).flatMap((day) => redate(day, day.choices[0] as string, at))
  const today = civilDate(at)
  const stamp = { on: today, at: at.toISOString(), tz: timeZone(), sent_at: localInstant(at) }
  if (seen !== null && pack?.plan) return whatChanged(seen, pack.plan).map((each) => ('prescription' in each ? [each.what, each.prescription.exercise] : [each.what]))
  return pack === null ? stamp : { ...stamp, ...shown(pack, own, new Set(waiting), of ?? today) }
}

function shown(pack: Pack, own: Entry[], waiting: Set<string>, on: string) {
  const diary = hearDiary(pack, own, waiting)
  const { tasks, safety } = lookUp(pack, diary, on)
  const { checkIn, sessions } = dayOf(diary.days, on)
  const due = tasks.filter(({ dose }) => dose.due).map(({ prescription }) => prescription.exercise)
  return { due, safety: safety.state, check_in: checkIn, sessions, contests: contests(diary.stands), stands: diary.stands.map(({ id }) => id) }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(played(JSON.parse(line) as Case))}\n`)
}

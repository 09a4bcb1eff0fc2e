/** Today, looked up: everything the screens need to know of one date. */

import { daysBetween, plusDays } from '../diary/days'
import type { Exercise, SafetyPack } from '../diary/entry'
import type { MergedDay } from '../diary/merge'
import { dayOf, type HeardDiary } from './diary'
import { doseOn, type DoseOfDay } from './doses'
import { light, notDone, screenLetter } from './letters'
import type { FlareOutcome, Message, Pack, PlanDay, Prescription } from './pack'
import { answered, duePacks, safetyNow, type SafetyNow } from './safety'
import { evening, planDay } from './walk'

export interface Task {
  prescription: Prescription
  dose: DoseOfDay
  session: Exercise | undefined
}

export interface Day {
  on: string
  plan: PlanDay
  /** Days since the pack's calendar ended; 0 while it lasts. */
  daysPastEnd: number
  safety: SafetyNow
  flare: FlareOutcome
  flareDay: number | null
  tasks: Task[]
  messages: Message[]
  /** Safety questions come before the flare plan, and were not answered today. */
  askSafetyFirst: boolean
  /** An exercise was stopped today, and its safety questions were not answered since. */
  askAfterStop: boolean
  askedToday: boolean
  duePacks: SafetyPack[]
}

/** Look a date up. */
export function lookUp(pack: Pack, diary: HeardDiary, on: string): Day {
  const day = dayOf(diary.days, on)
  const { outcome, day: flareDay } = evening(pack, diary, on < pack.from ? pack.from : on)
  const plan = planDay(pack, on)
  const asked = answered(day.safety.filter((entry) => entry.data?.pack !== 'daily'))
  return {
    on,
    plan,
    daysPastEnd: Math.max(0, daysBetween(pack.until, on)),
    safety: safetyNow(pack, diary),
    flare: outcome,
    flareDay,
    tasks: tasksOn(pack, diary, on),
    messages: messagesOf(plan, worthSaying(day.checkIn, outcome), flareDay),
    askSafetyFirst: !asked && mustAsk(pack, diary, on, outcome),
    askAfterStop: stoppedUnasked(day),
    askedToday: answered(day.safety),
    duePacks: duePacks(pack, diary),
  }
}

/** Yesterday's sessions that still wait for their next-morning answer. */
export function waitingForMorning(pack: Pack, diary: HeardDiary, on: string): Prescription[] {
  const { sessions, settled } = dayOf(diary.days, plusDays(on, -1))
  return (pack.plan?.prescriptions ?? []).filter(({ id }) => {
    const session = sessions[id]
    return session !== undefined && !notDone(session) && light(pack.grids, session) !== null && settled[id] === undefined
  })
}

/** What is due first; within the three days after a treatment the clinician's priorities stand before the rest. */
function tasksOn(pack: Pack, diary: HeardDiary, on: string): Task[] {
  const { sessions } = dayOf(diary.days, on)
  const inWindow = planDay(pack, on).phase === 'WINDOW'
  const first = (task: Task) => (inWindow && task.prescription.priority ? 0 : 1)
  return (pack.plan?.prescriptions ?? [])
    .map((prescription) => ({ prescription, dose: doseOn(pack, diary, on, prescription.id), session: sessions[prescription.id] }))
    .filter((task): task is Task => task.dose !== null)
    .sort((one, other) => first(one) - first(other))
}

/** Every FLARE entry asks; high pain asks at once, or only where the day becomes WATCH (R-FL7, as sent in the pack). */
function mustAsk(pack: Pack, diary: HeardDiary, on: string, outcome: FlareOutcome): boolean {
  const { checkIn } = dayOf(diary.days, on)
  const before = on <= pack.from ? pack.start.flare.state : evening(pack, diary, plusDays(on, -1)).outcome.state
  const enters = outcome.state === 'FLARE' && before !== 'FLARE'
  const letter = screenLetter(pack.grids, checkIn)
  return enters || letter === 'y' || (letter === 'w' && outcome.state === 'WATCH')
}

/** A stop symptom asks of itself; other safety answers of the day don't speak for it (R-PM1). */
function stoppedUnasked({ sessions, safety }: MergedDay): boolean {
  const stopped = Object.values(sessions).some(({ stop }) => stop)
  return stopped && !answered(safety.filter((entry) => entry.data?.pack === 'stop'))
}

/** A flare-up and its return are always told; a sore day only once today has been told to be one. */
function worthSaying(checkIn: object, outcome: FlareOutcome): FlareOutcome | null {
  const told = outcome.state === 'FLARE' || outcome.state === 'RETURN' || Object.keys(checkIn).length > 0
  return told ? outcome : null
}

function messagesOf(plan: PlanDay, outcome: FlareOutcome | null, flareDay: number | null): Message[] {
  if (!outcome?.text) return plan.messages
  const own: Message = { text: outcome.text, values: { ...(flareDay === null ? {} : { x: String(flareDay) }), ...outcome.values } }
  const flareTexts = /^T_(FL\d|WATCH)$/
  return [own, ...plan.messages.filter((message) => !flareTexts.test(message.text))]
}

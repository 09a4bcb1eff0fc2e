/** The pack: this patient's guidance for three weeks, worked out by the clinic's rules. The phone only looks things up. */

import type { SafetyPack } from '../diary/entry'
import type { Fact } from '../diary/merge'

export type Column = 'steady' | 'flare_settle' | 'flare_steady' | 'return_early' | 'return_late' | 'hold'
export type FlareState = 'NONE' | 'WATCH' | 'FLARE' | 'RETURN'
export type SafetyState = 'CLEAR' | 'STALE' | 'CAUTION' | 'HOLD'
export type Phase = 'DAY0' | 'WINDOW' | 'PRE' | 'MAINTAIN' | 'NO_COURSE'
/** How a session sat: comfortable, acceptable, too much, or not enough answers to say. */
export type Light = 'G' | 'A' | 'R' | 'X'
/** The morning after: settled, not settled, unknown. */
export type Morning = 'S' | 'N' | 'U'

/** A sentence of the clinic's, with the numbers to put in it. */
export interface Message {
  text: string
  values: Record<string, string>
}

/** How much, per set; level, sets and value only with DO. */
export interface Dose {
  status: 'DO' | 'REST' | 'PAUSED' | 'SUSPENDED'
  level?: number | null
  sets?: number | null
  value?: number | null
  percent?: number
  because?: string[]
  why?: Message[]
}

export type DosesOfDay = { due: boolean; eased: Dose[] } & Record<Column, Dose>

export interface PlanDay {
  phase: Phase
  pre_review: boolean
  grace: boolean
  messages: Message[]
  doses: Record<string, DosesOfDay>
}

export interface Prescription {
  id: string
  exercise: string
  category: string
  side: string | null
  per_week: number
  priority: boolean
  unit: 'reps' | 's' | 'min'
  /** Level and amount per set as the clinician last set them; what a day asks for is among its doses. */
  level: number
  amount: string
  sets: number
  hold_s: number
  rest_s: number
}

/** What the end of a day may turn out to be; `context` is where the next day starts from. */
export interface FlareOutcome {
  state: FlareState
  day: number | null
  return_day: number | null
  relapse: boolean
  column: Column | null
  context: string
  text: string | null
  values: Record<string, string> | null
  note: string | null
}

export interface Grids {
  light: Record<string, Record<string, string>>
  stop_light: Light
  morning: Record<string, string>
  /** Where a flare entered today changes the usual morning: the rows of `morning`, by the day's flare code. */
  morning_by_flare?: Record<string, Record<string, string>>
  final: Record<Light, string>
  ease: Record<Light, string>
  rest_next: Partial<Record<Light, boolean>>
  elevated: Record<string, string>
  function_worse: Record<string, string>
  screen: Record<string, string>
  flare: {
    first: Record<string, string>
    later: { day: Record<string, Record<string, string>>; grace: Record<string, Record<string, string>> }
    outcomes: Record<string, FlareOutcome>
    stages: Column[]
    stage_texts: string[]
  }
  safety: Record<string, number>
  safety_effect: Record<string, 'HOLD' | 'CAUTION'>
  safety_text: Record<string, string>
  safety_today: Record<'none' | 'answered' | 'CAUTION' | 'HOLD', 'C' | 'x' | 'H'>
  next: Record<string, { doses: (Dose & { due: boolean })[]; cells: Record<string, number> }>
}

export interface Visit {
  id: string
  on: string
  starts_at: string
  status: 'BOOKED' | 'ATTENDED' | 'CANCELLED' | 'DNA'
}

export interface Flare {
  state: FlareState
  day?: number | null
  return_day?: number | null
  relapse?: boolean
}

export interface Pack {
  revision: string
  protocol_version: string
  made_at: string
  from: string
  until: string
  patient: { name: string; language: string; time_zone: string; regions: string[] }
  clinic: { name: string; phone: string; reads_messages: string; nation: string }
  as_of: {
    safety: SafetyState
    message?: string | null
    positives?: string[]
    flare: Flare
    engine_on: boolean
  }
  start: { column: Column; safety: SafetyState; flare: Flare }
  known: string[]
  plan: { id: string; version: number; starts_on: string; prescriptions: Prescription[] } | null
  days: Record<string, PlanDay>
  grids: Grids
  safety_packs: Partial<Record<SafetyPack, string[]>>
  visits: Visit[]
  /** Own entries as they stand; `supersedes` names the first of what an entry replaced. */
  diary: Fact[]
  waiting: { kind: string; pack?: SafetyPack }[]
  texts: Record<string, string>
  /** The clinic's own exercises in the plan, by code: the app's build knows the library's alone. */
  exercises?: Record<string, import('../exercise/library').Description>
  /** The files of their pictures. */
  media?: { url: string; sha256: string }[]
}

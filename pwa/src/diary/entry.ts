/** What a diary entry is: a fact of the patient's own day, made once on this phone and never changed. */

/** A whole number 0–10. 0 is a score; null is not known. */
export type Score = number | null

export type StopSymptom = 'sharp' | 'giving_way' | 'locking' | 'new_numb_weak' | 'dizzy'
export const STOP_SYMPTOMS: StopSymptom[] = ['sharp', 'giving_way', 'locking', 'new_numb_weak', 'dizzy']

export type NotDoneReason =
  | 'sore' | 'tired' | 'forgot' | 'no_time' | 'not_sure_how' | 'worried_about_harm' | 'low_mood' | 'no_space_or_kit'
  | 'unwell' | 'bored' | 'away' | 'other'
export const NOT_DONE_REASONS: NotDoneReason[] = [
  'sore', 'tired', 'no_time', 'forgot', 'not_sure_how', 'worried_about_harm', 'low_mood', 'unwell', 'no_space_or_kit',
  'bored', 'away', 'other',
]

export type Activity = 'much_less' | 'less' | 'as_planned' | 'more' | 'much_more'
export const ACTIVITIES: Activity[] = ['much_less', 'less', 'as_planned', 'more', 'much_more']

export type HelpFrom = '999' | 'a_and_e' | '111' | 'gp' | 'clinic'
export const HELP_FROM: HelpFrom[] = ['999', 'a_and_e', '111', 'gp', 'clinic']

export type SafetyPack = 'daily' | 'onboarding' | 'weekly' | 'flare' | 'stop' | 'post_needle'

export interface CheckIn {
  morning_pain?: Score
  pain_now?: Score
  pain_worst?: Score
  interference?: Score
  sleep?: Score
  flare?: boolean | null
  activity?: Activity | null
  note?: string | null
}

/** Amounts are per set; `done` is the day's total for the exercise. */
export interface Exercise {
  prescription: string
  done: string
  prescribed: string
  pain_before?: Score
  pain_during?: Score
  pain_after?: Score
  two_more?: boolean | null
  stop?: StopSymptom | null
  not_done_reason?: NotDoneReason | null
}

export interface Settled {
  prescription: string
  for_date: string
  settled: boolean
}

export interface Safety {
  pack: SafetyPack
  asked: string[]
  answers: string[]
  unanswered: string[]
}

export interface HelpSought {
  for: string[]
  from: HelpFrom
}

/** What each kind of entry made on this phone holds. */
export interface Facts {
  check_in: CheckIn
  exercise: Exercise
  settled: Settled
  safety: Safety
  help_sought: HelpSought
}
export type Kind = keyof Facts

/** What the screen said when the entry was made. */
export interface Shown {
  state: string | null
  light: string | null
  dose: Record<string, unknown> | null
  texts: string[] | null
}

/** One entry, as it is kept and sent; `data` is null only in a withdrawal. `on` is the patient's own day. */
export interface Entry<K extends string = string> {
  id: string
  kind: K
  on: string
  at: string
  tz: string
  pack_revision: string | null
  supersedes: string | null
  shown: Shown | null
  data: (K extends Kind ? Facts[K] : Record<string, unknown>) | null
}

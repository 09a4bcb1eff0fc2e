/** The safety answers, looked up: what holds the plan, which service message is the most urgent. */

import type { Safety, SafetyPack } from '../diary/entry'
import { positives, type Fact } from '../diary/merge'
import { dayOf, type HeardDiary } from './diary'
import type { Grids, Pack } from './pack'

export interface SafetyNow {
  state: 'CLEAR' | 'STALE' | 'CAUTION' | 'HOLD'
  /** Text ids of the service message; more than one only where two are equally urgent. */
  messages: string[]
  positives: string[]
}

/** Where safety stands now. A positive on this phone acts at once; only the clinic's reply lifts one it has heard. */
export function safetyNow(pack: Pack, diary: HeardDiary): SafetyNow {
  const own = positives(unheardSafety(diary))
  const ids = [...new Set([...own, ...(pack.as_of.positives ?? [])])]
  const effect = worstEffect(pack.grids, own)
  const state = effect === 'HOLD' || pack.as_of.safety === 'HOLD' ? 'HOLD' : (effect ?? pack.as_of.safety)
  const found = mostUrgentTexts(pack.grids, ids)
  const stated = pack.as_of.message ? [pack.as_of.message] : []
  return { state, messages: found.length > 0 ? found : stated, positives: ids }
}

/** The texts of the most urgent among some positive answers. */
export function mostUrgentTexts(grids: Grids, ids: string[]): string[] {
  const tiers = ids.map((id) => grids.safety[id]).filter((tier) => tier !== undefined)
  const most = Math.min(...tiers)
  const urgent = ids.filter((id) => grids.safety[id] === most).map((id) => grids.safety_text[id])
  return [...new Set(urgent.filter((text) => text !== undefined))]
}

/** What some positive answers do to the plan, or null where they do nothing. */
export function worstEffect(grids: Grids, ids: string[]): 'HOLD' | 'CAUTION' | null {
  const effects = new Set(ids.map((id) => grids.safety_effect[id]))
  return effects.has('HOLD') ? 'HOLD' : effects.has('CAUTION') ? 'CAUTION' : null
}

/** The safety letter at the end of today, with what was answered so far. */
export function safetyLetter(pack: Pack, diary: HeardDiary): 'C' | 'x' | 'H' {
  const own = worstEffect(pack.grids, positives(unheardSafety(diary)))
  const letters = pack.grids.safety_today
  if (own === 'HOLD' || pack.as_of.safety === 'HOLD') return letters.HOLD
  if (own === 'CAUTION' || pack.as_of.safety === 'CAUTION') return letters.CAUTION
  return letters[answered(dayOf(diary.days, pack.from).safety) ? 'answered' : 'none']
}

/** The lists of safety questions that are due and not answered on this phone since. */
export function duePacks(pack: Pack, diary: HeardDiary): SafetyPack[] {
  const since = new Set(unheardSafety(diary).map((entry) => entry.data?.pack))
  const due = pack.waiting.flatMap((item) => (item.kind === 'safety' && item.pack ? [item.pack] : []))
  return due.filter((name) => !since.has(name))
}

/** Whether any question was answered, be it with "none of these". */
export function answered(entries: Fact<'safety'>[]): boolean {
  return entries.some((entry) => {
    const { asked, unanswered } = entry.data as Safety
    return asked.some((id) => !unanswered.includes(id))
  })
}

function unheardSafety(diary: HeardDiary): Fact<'safety'>[] {
  return diary.unheard.filter((entry) => entry.kind === 'safety' && entry.data !== null) as Fact<'safety'>[]
}

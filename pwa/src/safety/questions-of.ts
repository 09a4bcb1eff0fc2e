/** Which safety questions are put, and the fact their answers make. */

import type { Safety, SafetyPack } from '../diary/entry'
import type { Pack } from '../guidance/pack'

/** The daily question that opens the others. */
export const ANYTHING_NEW = 'ANY'

/** The questions of a pack, the daily one apart; where the daily list holds no more, the weekly list is asked. */
export function questionsOf(pack: Pack, name: SafetyPack): string[] {
  const own = (pack.safety_packs[name] ?? []).filter((id) => id !== ANYTHING_NEW)
  return own.length > 0 ? own : (pack.safety_packs.weekly ?? []).filter((id) => id !== ANYTHING_NEW)
}

/** The fact: what was asked, what was answered yes, what was left open. A no needs to be tapped, too. */
export function safetyFrom(pack: SafetyPack, asked: string[], answers: Record<string, boolean | null>): Safety {
  return {
    pack,
    asked,
    answers: asked.filter((id) => answers[id] === true),
    unanswered: asked.filter((id) => (answers[id] ?? null) === null),
  }
}

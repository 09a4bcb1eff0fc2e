/** What a clinician changed between two versions of a plan, exercise by exercise. Nothing here is a rule. */

import type { Pack, Prescription } from './pack'

type Plan = NonNullable<Pack['plan']>

export type Change =
  | { what: 'another-plan' }
  | { what: 'new' | 'ended' | 'details'; prescription: Prescription }
  | { what: 'amount' | 'level' | 'often'; prescription: Prescription; before: Prescription }

/** List what changed. Exercises are told apart by their prescription, which keeps its id through every version. */
export function whatChanged(seen: Plan, plan: Plan): Change[] {
  if (seen.id !== plan.id) return [{ what: 'another-plan' }]
  const before = new Map(seen.prescriptions.map((each) => [each.id, each]))
  const still = new Set(plan.prescriptions.map(({ id }) => id))
  return [
    ...plan.prescriptions.flatMap((each) => changesOf(before.get(each.id), each)),
    ...seen.prescriptions.filter(({ id }) => !still.has(id)).map((prescription) => ({ what: 'ended' as const, prescription })),
  ]
}

function changesOf(before: Prescription | undefined, prescription: Prescription): Change[] {
  if (before === undefined) return [{ what: 'new', prescription }]
  const differs = (...names: (keyof Prescription)[]) => names.some((name) => before[name] !== prescription[name])
  return [
    ...(differs('amount', 'sets') ? [{ what: 'amount' as const, prescription, before }] : []),
    ...(differs('level') ? [{ what: 'level' as const, prescription, before }] : []),
    ...(differs('per_week') ? [{ what: 'often' as const, prescription, before }] : []),
    ...(differs('hold_s', 'rest_s', 'side') ? [{ what: 'details' as const, prescription }] : []),
  ]
}

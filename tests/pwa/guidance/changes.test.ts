import { expect, test } from 'vitest'

import { whatChanged } from '../../../pwa/src/guidance/changes'
import type { Pack } from '../../../pwa/src/guidance/pack'
import { amarasPack } from '../people'

type Plan = NonNullable<Pack['plan']>

const PLAN = amarasPack().plan as Plan
const [bridge] = PLAN.prescriptions as [Plan['prescriptions'][number]]
const walk = { ...bridge, id: 'walk', exercise: 'G1', unit: 'min' as const }

function with_(prescriptions: Plan['prescriptions'], version = 2): Plan {
  return { ...PLAN, version, prescriptions }
}

test('a plan that asks for the same has not changed, whatever its version', () => {
  expect(whatChanged(PLAN, with_([bridge]))).toEqual([])
})

test('an exercise that is new and one that is gone are told apart', () => {
  expect(whatChanged(PLAN, with_([walk]))).toEqual([
    { what: 'new', prescription: walk },
    { what: 'ended', prescription: bridge },
  ])
})

test('each part of a dose that changed is told', () => {
  const smaller = { ...bridge, amount: '8', level: 1, per_week: 2, rest_s: 90 }

  expect(whatChanged(PLAN, with_([smaller])).map(({ what }) => what)).toEqual(['amount', 'level', 'often', 'details'])
})

test('another plan is told as such', () => {
  expect(whatChanged(PLAN, { ...PLAN, id: 'next' })).toEqual([{ what: 'another-plan' }])
})

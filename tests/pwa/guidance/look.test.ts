import { expect, test } from 'vitest'

import { lookUp } from '../../../pwa/src/guidance/look'
import { amarasPack, bridge, BRIDGE, entry, TUESDAY, unsent, WEDNESDAY } from '../people'

const texts = (on: string, pack = amarasPack(), ...said: ReturnType<typeof entry>[]) =>
  lookUp(pack, unsent(pack, ...said), on).messages.map(({ text }) => text)

test('a flare-up is told of before anything is answered, a sore day only after', () => {
  const flaring = amarasPack()
  flaring.grids.flare.first['---'] = 'F2'
  const watched = amarasPack()
  watched.grids.flare.first['---'] = 'E'

  expect(texts(TUESDAY, flaring)).toEqual(['T_FL1', 'T_WINDOW'])
  expect(texts(TUESDAY, watched)).toEqual(['T_WINDOW'])
  expect(texts(TUESDAY, amarasPack(), entry('check_in', TUESDAY, { pain_now: 6, pain_worst: 7 }))).toEqual(['T_WATCH', 'T_WINDOW'])
})

test('the day of a flare counts on where the calendar only says "one more"', () => {
  const pack = amarasPack()
  const declared = entry('check_in', TUESDAY, { flare: true })

  const day = lookUp(pack, unsent(pack, declared), '2026-03-12')

  expect(day.messages[0]).toEqual({ text: 'T_FL2', values: { x: '3' } })
})

test('after a treatment the clinician\'s priorities stand first', () => {
  const pack = amarasPack()
  const walk = { ...pack.plan!.prescriptions[0]!, id: 'walk', priority: false }
  pack.plan!.prescriptions.unshift(walk)
  for (const plan of Object.values(pack.days)) plan.doses.walk = plan.doses[BRIDGE]!
  const order = (phase: 'WINDOW' | 'MAINTAIN') => {
    pack.days[TUESDAY]!.phase = phase
    return lookUp(pack, unsent(pack), TUESDAY).tasks.map(({ prescription }) => prescription.id)
  }

  expect(order('WINDOW')).toEqual([BRIDGE, 'walk'])
  expect(order('MAINTAIN')).toEqual(['walk', BRIDGE])
})

test('an exercise whose dose begins later is not on the list yet', () => {
  const pack = amarasPack()
  delete pack.days[TUESDAY]!.doses[BRIDGE]

  expect(lookUp(pack, unsent(pack), TUESDAY).tasks).toEqual([])
  expect(lookUp(pack, unsent(pack), WEDNESDAY).tasks).toHaveLength(1)
})

test('what was logged stands beside its exercise', () => {
  const pack = amarasPack()

  expect(lookUp(pack, unsent(pack, bridge(TUESDAY, 0)), TUESDAY).tasks[0]?.session).toMatchObject({ pain_during: 0 })
})

test('a list of safety questions is due until it is answered', () => {
  const pack = amarasPack({ waiting: [{ kind: 'safety', pack: 'weekly' }] })
  const answered = entry('safety', TUESDAY, { pack: 'weekly', asked: ['RF01'], answers: [], unanswered: [] })

  expect(lookUp(pack, unsent(pack), TUESDAY).duePacks).toEqual(['weekly'])
  expect(lookUp(pack, unsent(pack, answered), TUESDAY).duePacks).toEqual([])
})

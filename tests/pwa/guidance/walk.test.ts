import { describe, expect, test } from 'vitest'

import { hearDiary } from '../../../pwa/src/guidance/diary'
import { doseOn } from '../../../pwa/src/guidance/doses'
import { lookUp, waitingForMorning } from '../../../pwa/src/guidance/look'
import { columnInTheMorning, evening } from '../../../pwa/src/guidance/walk'
import { amarasPack, bridge, BRIDGE, entry, FRIDAY, MONDAY, THURSDAY, TUESDAY, unsent, WEDNESDAY } from '../people'

const nothing = (pack = amarasPack()) => unsent(pack)

describe('today', () => {
  test('is the plan as the day began, whatever is logged in it', () => {
    const pack = amarasPack()
    const diary = unsent(pack, bridge(TUESDAY, 9), entry('check_in', TUESDAY, { pain_now: 8, pain_worst: 9, interference: 8 }))

    const dose = doseOn(pack, diary, TUESDAY, BRIDGE)

    expect(dose).toMatchObject({ status: 'DO', value: 10, due: true })
  })

  test('is eased at once when Amara says that this is a flare-up', () => {
    const pack = amarasPack()

    const dose = doseOn(pack, unsent(pack, entry('check_in', TUESDAY, { flare: true })), TUESDAY, BRIDGE)

    expect(dose).toMatchObject({ status: 'REST', due: false, because: ['R-FL5'] })
  })

  test('is not made larger when Amara says that a flare-up goes on, though its next stage begins', () => {
    const settling = amarasPack({ start: { column: 'flare_settle', safety: 'CLEAR', flare: { state: 'FLARE', day: 2, relapse: false } } })
    settling.grids.flare.outcomes.F1 = { ...settling.grids.flare.outcomes.F1!, day: 3, column: 'flare_steady' }

    const dose = doseOn(settling, unsent(settling, entry('check_in', TUESDAY, { flare: true })), TUESDAY, BRIDGE)

    expect(dose).toMatchObject({ status: 'REST', due: false })
  })

  test('is not eased by a sore day alone, which shapes tomorrow', () => {
    const pack = amarasPack()
    const diary = unsent(pack, entry('check_in', TUESDAY, { pain_now: 6, pain_worst: 8, interference: 7 }))

    expect(doseOn(pack, diary, TUESDAY, BRIDGE)).toMatchObject({ status: 'DO', value: 10 })
    expect(doseOn(pack, diary, WEDNESDAY, BRIDGE)).toMatchObject({ status: 'REST', because: ['R-FL5'] })
  })

  test('is suspended at once by a red flag, and stays so on every later day', () => {
    const pack = amarasPack()
    const diary = unsent(pack, entry('safety', TUESDAY, { pack: 'daily', asked: ['RF01'], answers: ['RF01'], unanswered: [] }))

    const statuses = [TUESDAY, WEDNESDAY, FRIDAY].map((on) => doseOn(pack, diary, on, BRIDGE)?.status)

    expect(statuses).toEqual(['SUSPENDED', 'SUSPENDED', 'SUSPENDED'])
  })

  test('goes on as planned after an answer that asks for care, not for a hold', () => {
    const pack = amarasPack()
    const diary = unsent(pack, entry('safety', TUESDAY, { pack: 'daily', asked: ['RF14'], answers: ['RF14'], unanswered: [] }))

    expect(doseOn(pack, diary, TUESDAY, BRIDGE)?.status).toBe('DO')
    expect(lookUp(pack, diary, TUESDAY).safety).toMatchObject({ state: 'CAUTION', messages: ['T_GP'] })
  })

  test('rests the exercise in which a stop symptom was noticed', () => {
    const pack = amarasPack()

    const dose = doseOn(pack, unsent(pack, bridge(TUESDAY, null, { stop: 'sharp' })), TUESDAY, BRIDGE)

    expect(dose?.status).toBe('REST')
  })

  test('begins on hold until the clinic has cleared it', () => {
    const held = amarasPack({ as_of: { ...amarasPack().as_of, safety: 'HOLD' }, start: { ...amarasPack().start, column: 'hold' } })
    const cleared = amarasPack({ start: { ...amarasPack().start, column: 'hold' } })

    expect(doseOn(held, nothing(held), TUESDAY, BRIDGE)?.status).toBe('SUSPENDED')
    expect(doseOn(cleared, nothing(cleared), TUESDAY, BRIDGE)?.status).toBe('DO')
  })

  test('gives a cleared hold back to the flare it came from, not to the full plan', () => {
    const pack = amarasPack({ start: { column: 'hold', safety: 'HOLD', flare: { state: 'FLARE', day: 3, relapse: false } } })

    expect(columnInTheMorning(pack, nothing(pack), TUESDAY)).toBe('flare_steady')
  })
})

describe('tomorrow', () => {
  test('is the clinic\'s exact answer: a red session is followed by a day of rest', () => {
    const pack = amarasPack()

    expect(doseOn(pack, unsent(pack, bridge(TUESDAY, 7)), WEDNESDAY, BRIDGE)).toMatchObject({ status: 'REST', because: ['R-PM4'] })
  })

  test('is smaller when yesterday\'s session has not settled this morning', () => {
    const yesterday = bridge(MONDAY, 2)
    const pack = amarasPack({ diary: [yesterday], known: [yesterday.id] })
    const diary = unsent(pack, entry('settled', TUESDAY, { prescription: BRIDGE, for_date: MONDAY, settled: false }))

    expect(doseOn(pack, diary, WEDNESDAY, BRIDGE)).toMatchObject({ status: 'DO', value: 8 })
  })

  test('reads the morning under a flare that today turns out to have begun earlier', () => {
    const yesterday = bridge(MONDAY, 2)
    const pack = amarasPack({ diary: [yesterday], known: [yesterday.id] })
    pack.grids.morning_by_flare = { N: Object.fromEntries(Object.keys(pack.grids.morning).map((am) => [am, 'NNN'])) }

    expect(doseOn(pack, unsent(pack), WEDNESDAY, BRIDGE)).toMatchObject({ value: 8 })
  })

  test('knows a session that was explicitly not done from one that is unknown', () => {
    const pack = amarasPack()
    pack.grids.next[BRIDGE]!.cells['N/-/z/C'] = 2

    const skipped = doseOn(pack, unsent(pack, bridge(TUESDAY, null, { done: '0' })), WEDNESDAY, BRIDGE)
    const unknown = doseOn(pack, nothing(pack), WEDNESDAY, BRIDGE)

    expect([skipped?.value, unknown?.value]).toEqual([8, 10])
  })

  test('falls back on the calendar where the grid holds no such case', () => {
    const pack = amarasPack()
    pack.grids.next[BRIDGE]!.cells = {}

    expect(doseOn(pack, nothing(pack), WEDNESDAY, BRIDGE)).toMatchObject({ status: 'DO', value: 10 })
  })
})

describe('later days without signal', () => {
  test('take one step down for each session that turned red since', () => {
    const pack = amarasPack()
    const once = unsent(pack, bridge(TUESDAY, 7))
    const twice = unsent(pack, bridge(TUESDAY, 7), bridge(WEDNESDAY, 7))

    expect(doseOn(pack, once, FRIDAY, BRIDGE)).toMatchObject({ level: 2, value: 8 })
    expect(doseOn(pack, twice, FRIDAY, BRIDGE)).toMatchObject({ level: 1, value: 8 })
  })

  test('do not step down again for a red session the pack has heard of', () => {
    const red = bridge(TUESDAY, 7)
    const pack = amarasPack({ diary: [red], known: [red.id] })

    expect(doseOn(pack, nothing(pack), FRIDAY, BRIDGE)).toMatchObject({ level: 2, value: 10 })
  })

  test('step down when a session the pack knows is told not to have settled', () => {
    const amber = bridge(TUESDAY, 4)
    const pack = amarasPack({ diary: [amber], known: [amber.id] })
    const diary = unsent(pack, entry('settled', WEDNESDAY, { prescription: BRIDGE, for_date: TUESDAY, settled: false }))

    expect(doseOn(pack, diary, FRIDAY, BRIDGE)).toMatchObject({ value: 8 })
  })

  test('rest on the day after a red session', () => {
    const pack = amarasPack()

    expect(doseOn(pack, unsent(pack, bridge(WEDNESDAY, 8)), THURSDAY, BRIDGE)?.status).toBe('REST')
  })

  test('enter a flare on two sore days in a row, and never leave it', () => {
    const pack = amarasPack()
    const sore = { pain_now: 6, pain_worst: 7 }
    const fine = { pain_now: 1, pain_worst: 2, interference: 1, flare: false }
    const diary = unsent(
      pack, entry('check_in', WEDNESDAY, sore), entry('check_in', THURSDAY, sore), entry('check_in', FRIDAY, fine), entry('check_in', '2026-03-14', fine),
    )

    const evenings = [WEDNESDAY, THURSDAY, FRIDAY, '2026-03-14'].map((on) => evening(pack, diary, on))

    expect(evenings.map(({ outcome, day }) => [outcome.state, day])).toEqual([['WATCH', null], ['FLARE', 2], ['FLARE', 3], ['FLARE', 4]])
    expect(doseOn(pack, diary, '2026-03-15', BRIDGE)).toMatchObject({ level: 1, value: 7 })
  })

  test('excuse a sore day around a treatment, but never Amara\'s own word', () => {
    const pack = amarasPack()
    pack.days[WEDNESDAY]!.grace = true
    const sore = unsent(pack, entry('check_in', WEDNESDAY, { pain_now: 6, pain_worst: 8, interference: 8 }))
    const declared = unsent(pack, entry('check_in', WEDNESDAY, { flare: true }))

    expect(evening(pack, sore, WEDNESDAY).outcome.state).toBe('NONE')
    expect(doseOn(pack, declared, WEDNESDAY, BRIDGE)?.status).toBe('REST')
  })

  test('keep a return where it stood, and turn a relapse to the steady stage at once', () => {
    const returning = { state: 'RETURN' as const, return_day: 1 }
    const pack = amarasPack({ start: { column: 'return_early', safety: 'CLEAR', flare: returning } })
    pack.grids.flare.first = Object.fromEntries(Object.keys(pack.grids.flare.first).map((letters) => [letters, 'R=']))
    const relapse = unsent(pack, entry('check_in', WEDNESDAY, { flare: true }))

    expect(columnInTheMorning(pack, nothing(pack), FRIDAY)).toBe('return_early')
    expect([THURSDAY, FRIDAY].map((on) => columnInTheMorning(pack, relapse, on))).toEqual(['flare_steady', 'flare_steady'])
  })

  test('do not count easings of sessions done within a flare', () => {
    const pack = amarasPack()
    const diary = unsent(pack, entry('check_in', TUESDAY, { flare: true }), bridge(WEDNESDAY, 7))

    expect(doseOn(pack, diary, '2026-03-14', BRIDGE)).toMatchObject({ level: 1, value: 7 })
  })

  test('never show more than the plan\'s own amount', () => {
    const pack = amarasPack()
    pack.days[FRIDAY]!.doses[BRIDGE]!.eased = [{ status: 'DO', level: 2, sets: 2, value: 12 }]

    expect(doseOn(pack, unsent(pack, bridge(TUESDAY, 7)), FRIDAY, BRIDGE)?.value).toBe(10)
  })

  test('after the calendar has run out keep the last plan, and say how long ago that was', () => {
    const pack = amarasPack()

    const day = lookUp(pack, nothing(pack), '2026-04-03')

    expect(day.daysPastEnd).toBe(4)
    expect(day.tasks[0]?.dose).toMatchObject({ status: 'DO', value: 10 })
  })
})

describe('questions to put', () => {
  test('a flare-up asks the safety questions first, once', () => {
    const pack = amarasPack()
    const declared = entry('check_in', TUESDAY, { flare: true })
    const answers = entry('safety', TUESDAY, { pack: 'flare', asked: ['RF01'], answers: [], unanswered: [] })

    expect(lookUp(pack, unsent(pack, declared), TUESDAY).askSafetyFirst).toBe(true)
    expect(lookUp(pack, unsent(pack, declared, answers), TUESDAY).askSafetyFirst).toBe(false)
  })

  test('a day of high pain asks them, a usual day does not', () => {
    const pack = amarasPack()
    const ask = (now: number, worst: number) => lookUp(pack, unsent(pack, entry('check_in', TUESDAY, { pain_now: now, pain_worst: worst })), TUESDAY).askSafetyFirst

    expect([ask(3, 5), ask(6, 7), ask(8, 9)]).toEqual([false, true, true])
  })

  test('a stop symptom asks until its own questions are answered, whatever else was answered that day', () => {
    const pack = amarasPack()
    const stopped = bridge(TUESDAY, null, { stop: 'dizzy' })
    const answers = (name: 'weekly' | 'stop') => entry('safety', TUESDAY, { pack: name, asked: ['RF01'], answers: [], unanswered: [] })
    const asks = (...entries: Parameters<typeof unsent>[1][]) => lookUp(pack, unsent(pack, ...entries), TUESDAY).askAfterStop

    expect([asks(bridge(TUESDAY, 7)), asks(stopped), asks(answers('weekly'), stopped)]).toEqual([false, true, true])
    expect(asks(stopped, answers('stop'))).toBe(false)
  })

  test('yesterday\'s session asks whether it has settled until it is answered', () => {
    const yesterday = bridge(MONDAY, 2)
    const pack = amarasPack({ diary: [yesterday], known: [yesterday.id] })
    const answer = entry('settled', TUESDAY, { prescription: BRIDGE, for_date: MONDAY, settled: true })

    expect(waitingForMorning(pack, nothing(pack), TUESDAY).map(({ id }) => id)).toEqual([BRIDGE])
    expect(waitingForMorning(pack, unsent(pack, answer), TUESDAY)).toEqual([])
  })

  test('a session that was not done asks nothing the next morning', () => {
    const skipped = bridge(MONDAY, null, { done: '0', not_done_reason: 'tired' })
    const pack = amarasPack({ diary: [skipped], known: [skipped.id] })

    expect(waitingForMorning(pack, nothing(pack), TUESDAY)).toEqual([])
  })
})

test('a sent entry that the pack does not name yet counts as heard, for the reply brought both', () => {
  const pack = amarasPack()
  const sent = bridge(TUESDAY, 7)

  expect(hearDiary(pack, [sent], new Set()).unheard).toEqual([])
  expect(hearDiary(pack, [sent], new Set([sent.id])).unheard).toEqual([sent])
})

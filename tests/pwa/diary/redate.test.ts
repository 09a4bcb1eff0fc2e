import { expect, test } from 'vitest'

import { redate, wrongDays, type Refused } from '../../../pwa/src/diary/redate'
import { bridge, BRIDGE, entry, MONDAY, TUESDAY } from '../people'

const A_YEAR_MS = 365 * 86_400_000
const AHEAD = { type: '/problems/day-in-the-future', detail: 'has not begun', clock_behind_ms: -A_YEAR_MS }
const EVENING = new Date(`${TUESDAY}T20:00:00Z`)
const NEXT_YEAR = new Date(EVENING.getTime() + A_YEAR_MS)

/** What Amara lived on a Tuesday, on a phone a year ahead. */
function aYearAhead(): Refused[] {
  const first = entry('check_in', '2027-03-10', { pain_now: 3 })
  const second = entry('check_in', '2027-03-10', { pain_now: 4 }, { supersedes: first.id })
  return [{ entry: first, problem: AHEAD }, { entry: second, problem: { ...AHEAD, type: '/problems/unknown-entry' } }]
}

test('entries of one wrong date come with the day they were lived first', () => {
  const [day] = wrongDays(aYearAhead(), NEXT_YEAR)

  expect(day?.on).toBe('2027-03-10')
  expect(day?.refused).toHaveLength(2)
  expect(day?.choices).toEqual([TUESDAY, MONDAY, '2026-03-08'])
})

test('the same dates are offered once the clock was set right', () => {
  expect(wrongDays(aYearAhead(), EVENING)[0]?.choices).toEqual([TUESDAY, MONDAY, '2026-03-08'])
})

test('a clock set right before anything was sent: nobody knows which day it was, and the last three are offered', () => {
  const [refused] = aYearAhead() as [Refused]
  const onTime = { ...refused, problem: { ...AHEAD, clock_behind_ms: 12 } }
  const [day] = wrongDays([onTime], EVENING)
  if (day === undefined) throw new Error('no wrong day')

  expect(day.choices).toEqual([TUESDAY, MONDAY, '2026-03-08'])
  expect(redate(day, MONDAY, EVENING)[0]).toMatchObject({ on: MONDAY, at: EVENING.toISOString() })
})

test('days later, the day it was lived is offered beside today and yesterday', () => {
  const friday = new Date('2026-03-13T09:00:00Z')

  expect(wrongDays(aYearAhead(), friday)[0]?.choices).toEqual([TUESDAY, '2026-03-13', '2026-03-12'])
})

test('one tap tells the same facts anew, on the day chosen and at the instant they were lived', () => {
  const refused = aYearAhead()
  const [day] = wrongDays(refused, NEXT_YEAR)
  if (day === undefined) throw new Error('no wrong day')

  const [first, second] = redate(day, TUESDAY, NEXT_YEAR)

  expect(first).toMatchObject({ on: TUESDAY, data: { pain_now: 3 }, supersedes: null })
  expect(second).toMatchObject({ on: TUESDAY, data: { pain_now: 4 }, supersedes: first?.id })
  expect(refused.map(({ entry: { id } }) => id)).not.toContain(first?.id)
  expect(Date.parse(first?.at ?? '')).toBe(Date.parse(refused[0]?.entry.at ?? '') - A_YEAR_MS)
})

test('what was lived before the day it is said to be was told now', () => {
  const [day] = wrongDays(aYearAhead(), new Date('2026-03-13T09:00:00Z'))
  if (day === undefined) throw new Error('no wrong day')

  expect(redate(day, '2026-03-13', new Date('2026-03-13T09:00:00Z'))[0]?.at).toBe('2026-03-13T09:00:00.000Z')
})

test('a morning answer keeps speaking of the day before its own', () => {
  const settled = entry('settled', '2027-03-10', { prescription: BRIDGE, for_date: '2027-03-09', settled: true })
  const [day] = wrongDays([{ entry: settled, problem: AHEAD }], NEXT_YEAR)
  if (day === undefined) throw new Error('no wrong day')

  expect(redate(day, TUESDAY, NEXT_YEAR)[0]?.data).toMatchObject({ for_date: MONDAY })
})

test('a form left open too long is offered the last three days', () => {
  const late = { ...bridge('2026-03-06', 2), at: EVENING.toISOString() }
  const problem = { type: '/problems/too-late-to-add', detail: 'up to 2 days', clock_behind_ms: 40 }

  expect(wrongDays([{ entry: late, problem }], EVENING)[0]?.choices).toEqual([TUESDAY, MONDAY, '2026-03-08'])
})

test('what was refused for another reason has no wrong day', () => {
  const unknown = { type: '/problems/unknown-reference', detail: 'not in your plan' }

  expect(wrongDays([{ entry: bridge(TUESDAY, 2), problem: unknown }], EVENING)).toEqual([])
})

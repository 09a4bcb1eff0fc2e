import { expect, test } from 'vitest'

import { contests, mergeDays, standing } from '../../../pwa/src/diary/merge'
import { bridge, BRIDGE, entry, MONDAY, TUESDAY, WEDNESDAY } from '../people'

test('the latest answer of each field wins, and a blank never wipes an answer', () => {
  const entries = [entry('check_in', TUESDAY, { pain_now: 3, sleep: 6 }), entry('check_in', TUESDAY, { pain_now: 0, sleep: null })]

  expect(mergeDays(entries).get(TUESDAY)?.checkIn).toEqual({ pain_now: 0, sleep: 6 })
})

test('the order is that in which it was lived, never that of arrival', () => {
  const [early, late] = [entry('check_in', TUESDAY, { pain_now: 3 }), entry('check_in', TUESDAY, { pain_now: 7 })]

  expect(mergeDays([late, early]).get(TUESDAY)?.checkIn.pain_now).toBe(7)
})

test('a correction replaces the whole of what it corrects', () => {
  const wrong = bridge(TUESDAY, 8, { two_more: true })
  const right = bridge(TUESDAY, 2)
  right.supersedes = wrong.id

  expect(mergeDays([wrong, right]).get(TUESDAY)?.sessions[BRIDGE]).toMatchObject({ pain_during: 2 })
  expect(mergeDays([wrong, right]).get(TUESDAY)?.sessions[BRIDGE]).not.toHaveProperty('two_more')
})

test('a correction keeps the place of what it corrects', () => {
  const first = entry('check_in', TUESDAY, { pain_now: 3 })
  const second = entry('check_in', TUESDAY, { pain_now: 5 })
  const corrected = entry('check_in', TUESDAY, { pain_now: 4 }, { supersedes: first.id })

  expect(mergeDays([first, second, corrected]).get(TUESDAY)?.checkIn.pain_now).toBe(5)
})

test('a withdrawn entry says nothing any more', () => {
  const said = entry('check_in', TUESDAY, { flare: true })
  const withdrawn = entry('check_in', TUESDAY, null, { supersedes: said.id })

  expect(mergeDays([said, withdrawn]).get(TUESDAY)).toBeUndefined()
})

test('two corrections of the same entry: the later in order stands', () => {
  const first = entry('check_in', TUESDAY, { pain_now: 3 })
  const here = entry('check_in', TUESDAY, { pain_now: 4 }, { supersedes: first.id })
  const there = entry('check_in', TUESDAY, { pain_now: 6 }, { supersedes: first.id })

  expect(standing([there, here, first]).map(({ data }) => data)).toEqual([{ pain_now: 6 }])
})

test('the next-morning answer belongs to the date of the session', () => {
  const days = mergeDays([entry('settled', TUESDAY, { prescription: BRIDGE, for_date: MONDAY, settled: false })])

  expect(days.get(MONDAY)?.settled).toEqual({ [BRIDGE]: false })
  expect(days.get(TUESDAY)).toBeUndefined()
})

test('safety answers never merge: a later "none" does not take a positive back', () => {
  const yes = entry('safety', WEDNESDAY, { pack: 'daily', asked: ['RF01'], answers: ['RF01'], unanswered: [] })
  const none = entry('safety', WEDNESDAY, { pack: 'daily', asked: ['ANY'], answers: [], unanswered: [] })

  expect(mergeDays([yes, none]).get(WEDNESDAY)?.safety.map(({ id }) => id)).toEqual([yes.id, none.id])
})

test('the same entry from the pack and from this phone counts once', () => {
  const once = bridge(TUESDAY, 3)

  expect(standing([{ ...once }, once])).toHaveLength(1)
})

test('a correction stands before what it corrects, though the clock went back in between', () => {
  const first = entry('check_in', TUESDAY, { pain_now: 3 })
  const corrected = entry('check_in', TUESDAY, { pain_now: 4 }, { supersedes: first.id, at: `${TUESDAY}T01:00:00Z` })

  expect(standing([first, corrected]).map(({ id }) => id)).toEqual([corrected.id])
})

test('what the clinic has put another in the place of never counts again, however late this phone thinks it was', () => {
  const first = entry('check_in', TUESDAY, { pain_now: 3 })
  const here = entry('check_in', TUESDAY, { pain_now: 4 }, { supersedes: first.id, at: `${TUESDAY}T23:00:00Z` })
  const there = entry('check_in', TUESDAY, { pain_now: 6 }, { supersedes: first.id })

  expect(standing([there, first, here], new Set([first.id, here.id])).map(({ id }) => id)).toEqual([there.id])
})

test('an answer given here after that still counts: it corrects the one that stands', () => {
  const first = entry('check_in', TUESDAY, { pain_now: 3 })
  const there = entry('check_in', TUESDAY, { pain_now: 6 }, { supersedes: first.id })
  const again = entry('check_in', TUESDAY, { pain_now: 2 }, { supersedes: there.id })

  expect(standing([there, again], new Set([first.id])).map(({ id }) => id)).toEqual([again.id])
})

test('the order of the day is the one the clinic has, by the place of what was corrected', () => {
  const noon = { ...entry('check_in', TUESDAY, { pain_now: 5 }), at: `${TUESDAY}T12:00:00Z` }
  const evening = { ...entry('check_in', TUESDAY, { pain_now: 2 }), at: `${TUESDAY}T20:00:00Z`, placed_at: `${TUESDAY}T09:00:00Z` }

  expect(mergeDays([evening, noon]).get(TUESDAY)?.checkIn.pain_now).toBe(5)
})

test('two phones that changed the same are told of: what counts, and what does not', () => {
  const counts = { ...bridge(TUESDAY, 2), rivals: [{ at: `${TUESDAY}T12:00:00Z`, data: null }] }

  expect(contests([counts, bridge(WEDNESDAY, 1)])).toEqual([
    { id: counts.id, kind: 'exercise', on: TUESDAY, counts: counts.data, others: [null] },
  ])
})

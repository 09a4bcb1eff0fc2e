import { expect, test } from 'vitest'

import { mergeDays, standing } from '../../../pwa/src/diary/merge'
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

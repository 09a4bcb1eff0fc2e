import { expect, test } from 'vitest'

import { emptyDay } from '../../../pwa/src/diary/merge'
import { dayLetters, light, lightToday, morning } from '../../../pwa/src/guidance/letters'
import { render } from '../../../pwa/src/guidance/message'
import { mostUrgentTexts, safetyLetter, safetyNow } from '../../../pwa/src/guidance/safety'
import { amarasPack, BRIDGE, entry, grids, TUESDAY, unsent } from '../people'

const session = (during: number | null, after: number | null, change = {}) => ({
  prescription: BRIDGE, done: '10', prescribed: '10', pain_during: during, pain_after: after, ...change,
})

test('zero is a score, and a missing answer is not zero', () => {
  expect(light(grids(), session(0, 0))).toBe('G')
  expect(light(grids(), session(0, null))).toBe('X')
  expect(light(grids(), session(null, null))).toBe('X')
  expect(dayLetters(grids(), { pain_now: 0, pain_worst: 0, interference: 0, flare: false })).toBe('ssf')
  expect(dayLetters(grids(), { pain_now: 0, pain_worst: null })).toBe('---')
})

test('a stop symptom is red whatever the scores say', () => {
  expect(light(grids(), session(0, 0, { stop: 'dizzy' }))).toBe('R')
})

test('an explicit not-done has no light, and one that hurt has', () => {
  expect(light(grids(), session(null, null, { done: '0' }))).toBeNull()
  expect(light(grids(), session(7, null, { done: '0.00' }))).toBe('R')
})

test('in relative mode the row is chosen by the pain before', () => {
  const relative = { ...grids(), light: { '-': { '5': 'XXXXXXXAXXXX' }, '4': { '5': 'XXXXXXGXXXXX' } } }

  expect(light(relative, session(5, 5, { pain_before: 4 }))).toBe('G')
  expect(light(relative, session(5, 6, { pain_before: null }))).toBe('A')
})

test('the morning after keeps unknown apart from settled and not settled', () => {
  expect([morning(grids().morning, null, undefined), morning(grids().morning, 2, undefined), morning(grids().morning, 2, false)]).toEqual(['U', 'S', 'N'])
})

test('the most urgent positive speaks, and two equally urgent ones both', () => {
  expect(mostUrgentTexts(grids(), ['RF14', 'RF06', 'RF01'])).toEqual(['T_999'])
  expect(mostUrgentTexts(grids(), ['RF16', 'RF01'])).toEqual(['T_999_SAFE', 'T_999'])
  expect(mostUrgentTexts(grids(), [])).toEqual([])
})

test('a positive the clinic has heard of is lifted by the clinic alone', () => {
  const flag = entry('safety', TUESDAY, { pack: 'daily', asked: ['RF01'], answers: ['RF01'], unanswered: [] })
  const none = entry('safety', TUESDAY, { pack: 'daily', asked: ['ANY'], answers: [], unanswered: [] })
  const cleared = amarasPack({ diary: [flag], known: [flag.id] })

  expect(safetyNow(amarasPack(), unsent(amarasPack(), flag, none)).state).toBe('HOLD')
  expect(safetyNow(cleared, unsent(cleared)).state).toBe('CLEAR')
})

test('the safety letter tells unanswered from "none of these"', () => {
  const pack = amarasPack()
  pack.grids.safety_today.none = 'x'
  const none = entry('safety', TUESDAY, { pack: 'daily', asked: ['ANY'], answers: [], unanswered: [] })
  const open = entry('safety', TUESDAY, { pack: 'weekly', asked: ['RF01'], answers: [], unanswered: ['RF01'] })

  expect([safetyLetter(pack, unsent(pack)), safetyLetter(pack, unsent(pack, open)), safetyLetter(pack, unsent(pack, none))]).toEqual(['x', 'x', 'C'])
})

test('a sentence is filled in from its values, its variant and other texts', () => {
  const { texts } = amarasPack()

  expect(render(texts, { text: 'T_FL1', values: { x: '2' } })).toBe('Flare-up plan, day 2.')
  expect(render(texts, { text: 'T_LIGHT_G', values: { variant: 'absolute' } })).toBe('Comfortable range.')
  expect(render(texts, { text: 'T_STOP', values: { symptom: '@STOP.sharp' } })).toBe('You noticed a sharp pain.')
  expect(render(texts, { text: 'T_NOT_THERE', values: {} })).toBe('')
})

test('a session that sat well but did nothing counts as not done for the next dose', () => {
  const day = (worst: number, done: string) => ({ ...emptyDay(), sessions: { [BRIDGE]: session(worst, worst, { done }) } })

  expect([lightToday(grids(), day(2, '0'), BRIDGE), lightToday(grids(), day(8, '0'), BRIDGE), lightToday(grids(), day(2, '4'), BRIDGE)]).toEqual(['z', 'R', 'o'])
})

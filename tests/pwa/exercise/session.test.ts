import { expect, test } from 'vitest'

import { wholeNumber } from '../../../pwa/src/exercise/HowMuchInAll'
import { answersFrom, entryToCorrect, saysHowMuch, sessionFrom, UNANSWERED } from '../../../pwa/src/exercise/session'
import { sentenceFor } from '../../../pwa/src/exercise/shown'
import { bridge, BRIDGE, entry, grids, TUESDAY, WEDNESDAY } from '../people'

const tapped = { ...UNANSWERED, total: 20 }

test('done as planned is the prescribed amount, and what was not tapped stays blank', () => {
  expect(sessionFrom({ ...tapped, howMuch: 'all', during: 0 }, BRIDGE, 10, 2)).toMatchObject({
    done: '10', prescribed: '10', pain_before: null, pain_during: 0, pain_after: null, stop: null, not_done_reason: null,
  })
})

test('some of it is shared out over the sets, to two decimals', () => {
  expect(sessionFrom({ ...tapped, howMuch: 'some', total: 20 }, BRIDGE, 10, 3).done).toBe('6.67')
})

test('some of it needs an amount of the patient\'s own; none is filled in, not even the plan\'s', () => {
  expect(saysHowMuch(UNANSWERED)).toBe(false)
  expect(saysHowMuch({ ...UNANSWERED, howMuch: 'some' })).toBe(false)
  expect(saysHowMuch({ ...UNANSWERED, howMuch: 'some', total: 0 })).toBe(true)
  expect(saysHowMuch({ ...UNANSWERED, howMuch: 'all' })).toBe(true)
})

test('an amount is read from what was typed, and nothing typed is no amount', () => {
  expect(wholeNumber(' 12 times')).toBe(12)
  expect(wholeNumber('0')).toBe(0)
  expect(wholeNumber('a few')).toBeNull()
})

test('not done is nothing done, with the reason and no pain', () => {
  const session = sessionFrom({ ...tapped, howMuch: 'none', during: 5, reason: 'tired' }, BRIDGE, 10, 2)

  expect(session).toMatchObject({ done: '0', not_done_reason: 'tired', pain_during: null })
})

test('changing a session starts from what was said', () => {
  expect(answersFrom(sessionFrom({ ...tapped, howMuch: 'some', total: 14, after: 0 }, BRIDGE, 10, 2), 2)).toMatchObject({ howMuch: 'some', total: 14, after: 0, before: null })
})

test('a change corrects the day\'s newest entry for the same exercise', () => {
  const [tuesday, wednesday] = [bridge(TUESDAY, 1), bridge(WEDNESDAY, 1)]
  const corrected = entry('exercise', TUESDAY, { prescription: BRIDGE, done: '9', prescribed: '10' }, { supersedes: tuesday.id })

  expect(entryToCorrect([tuesday, wednesday, corrected], TUESDAY, BRIDGE)).toBe(corrected.id)
  expect(entryToCorrect([wednesday], TUESDAY, BRIDGE)).toBeNull()
})

test('the sentence for a session follows its light, its mode and its stop symptom', () => {
  const session = sessionFrom({ ...tapped, howMuch: 'all', before: 4, during: 7, after: 7 }, BRIDGE, 10, 2)
  const relative = { ...grids(), light: {} }

  expect(sentenceFor(grids(), session, 'R').values.variant).toBe('high')
  expect(sentenceFor(relative, session, 'R').values.variant).toBe('rise')
  expect(sentenceFor(relative, { ...session, pain_before: null }, 'A').values.variant).toBe('absolute')
  expect(sentenceFor(grids(), { ...session, stop: 'locking' }, 'R')).toEqual({ text: 'T_STOP', values: { symptom: '@STOP.locking' } })
})

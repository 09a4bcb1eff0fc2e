import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { holdDay, now, today } from '../../../pwa/src/ui/clock'

const TWO_TO_MIDNIGHT = new Date(2026, 2, 10, 23, 58)
const FIVE_PAST = new Date(2026, 2, 11, 0, 5)

beforeEach(() => {
  vi.useFakeTimers({ now: TWO_TO_MIDNIGHT })
  now.value = TWO_TO_MIDNIGHT
})
afterEach(() => vi.useRealTimers())

function passMidnight() {
  vi.setSystemTime(FIVE_PAST)
  now.value = FIVE_PAST
}

test('an app left open turns to the new day at midnight', () => {
  passMidnight()

  expect(today.value).toBe('2026-03-11')
})

test('under a half-filled answer the day stays, and turns once the screen is left', () => {
  const leave = holdDay()

  passMidnight()
  expect(today.value).toBe('2026-03-10')

  leave()
  expect(today.value).toBe('2026-03-11')
})

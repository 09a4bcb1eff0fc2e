import { expect, test } from 'vitest'

import { civilDate, daysBetween, plusDays } from '../../../pwa/src/diary/days'
import { uuidv7 } from '../../../pwa/src/diary/uuid'

test('an id says its version and variant, and when it was made', () => {
  const id = uuidv7(Date.parse('2026-03-10T19:01:58.000Z'))

  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-03-10T19:01:58.000Z'))
})

test('ids made later sort later, and no two are alike', () => {
  const ids = Array.from({ length: 500 }, (_, later) => uuidv7(1_773_000_000_000 + later))

  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(500)
})

test('days are counted over the changes of the clock and the end of a month', () => {
  expect(plusDays('2026-03-28', 2)).toBe('2026-03-30')
  expect(plusDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(plusDays('2026-01-01', -1)).toBe('2025-12-31')
  expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2)
})

test('the day of an entry is the one on the patient\'s wall, not the one in Greenwich', () => {
  expect(civilDate(new Date(2026, 2, 10, 23, 59))).toBe('2026-03-10')
  expect(civilDate(new Date(2026, 2, 11, 0, 1))).toBe('2026-03-11')
})

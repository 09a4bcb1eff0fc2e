import { expect, test } from 'vitest'

import { askedSeconds, waitMs } from '../../../pwa/src/sync/backoff'

const NOW = Date.parse('2026-03-10T19:00:00Z')

test('each wait is about twice the last, from a second to five minutes', () => {
  expect([1, 2, 3, 9, 20].map((failures) => waitMs(failures, 1, null))).toEqual([1_000, 2_000, 4_000, 256_000, 300_000])
})

test('no two phones wait alike: chance takes up to half away', () => {
  expect([0, 0.5, 1].map((chance) => waitMs(3, chance, null))).toEqual([2_000, 3_000, 4_000])
})

test('a wait is never shorter than asked for', () => {
  expect([waitMs(1, 1, 12), waitMs(9, 0, 12)]).toEqual([12_000, 128_000])
})

test.each([
  ['7', 7], ['0', 0], ['Tue, 10 Mar 2026 19:01:30 GMT', 90], ['Tue, 10 Mar 2026 18:00:00 GMT', 0], ['99999999', 3_600],
  [null, null], ['', null], ['soon', null],
])('a Retry-After of %s is read as %s', (header, seconds) => {
  expect(askedSeconds(header, NOW)).toBe(seconds)
})

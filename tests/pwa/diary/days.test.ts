import { afterEach, describe, expect, test } from 'vitest'

import { civilDate, daysBetween, localInstant, plusDays, timeZone } from '../../../pwa/src/diary/days'

const HOME = process.env.TZ
afterEach(() => {
  if (HOME === undefined) delete process.env.TZ
  else process.env.TZ = HOME
})

/** Take the phone to a place: its wall clock follows. */
function goTo(zone: string) {
  process.env.TZ = zone
}

describe('the date is that of the wall clock where the patient is', () => {
  test.each([
    ['London, half past midnight as the clocks are about to go forward', 'Europe/London', '2026-03-29T00:30:00Z', '2026-03-29'],
    ['London, the last half hour of the short day', 'Europe/London', '2026-03-29T22:30:00Z', '2026-03-29'],
    ['London, the first half past one of the long day', 'Europe/London', '2026-10-25T00:30:00Z', '2026-10-25'],
    ['London, the second half past one of the long day', 'Europe/London', '2026-10-25T01:30:00Z', '2026-10-25'],
    ['Kiritimati, where a day begins first', 'Pacific/Kiritimati', '2026-03-10T10:30:00Z', '2026-03-11'],
    ['Honolulu, at the same instant', 'Pacific/Honolulu', '2026-03-10T10:30:00Z', '2026-03-10'],
    ['London on a leap day', 'Europe/London', '2028-02-29T23:30:00Z', '2028-02-29'],
    ['Kathmandu in the first minutes of a year', 'Asia/Kathmandu', '2026-12-31T18:20:00Z', '2027-01-01'],
  ])('%s', (_, zone, instant, on) => {
    goTo(zone)

    expect(civilDate(new Date(instant))).toBe(on)
  })
})

describe('an instant is sent as the wall clock shows it', () => {
  test.each([
    ['Europe/London', '2026-03-10T18:00:00.000Z', '2026-03-10T18:00:00.000+00:00'],
    ['Europe/London', '2026-07-10T18:00:00.000Z', '2026-07-10T19:00:00.000+01:00'],
    ['Pacific/Kiritimati', '2026-03-10T18:00:00.000Z', '2026-03-11T08:00:00.000+14:00'],
    ['America/St_Johns', '2026-01-10T18:00:00.000Z', '2026-01-10T14:30:00.000-03:30'],
  ])('in %s', (zone, instant, written) => {
    goTo(zone)

    expect(localInstant(new Date(instant))).toBe(written)
    expect(new Date(written).toISOString()).toBe(instant)
  })
})

test('the phone names the zone it keeps to', () => {
  goTo('Pacific/Honolulu')

  expect(timeZone()).toBe('Pacific/Honolulu')
})

test('days are counted without a clock, over a change of clocks, a leap day and a year end', () => {
  expect(plusDays('2026-03-28', 2)).toBe('2026-03-30')
  expect(plusDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(plusDays('2027-01-01', -1)).toBe('2026-12-31')
  expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2)
})

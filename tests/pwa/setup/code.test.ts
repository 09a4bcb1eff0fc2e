import { expect, test } from 'vitest'

import { codeFromAddress, kindOfPhone, tidyCode, yearOfBirth } from '../../../pwa/src/setup/code'

test('a typed code is read as it was meant', () => {
  expect(tidyCode(' abcd-efgh 23456 ')).toBe('ABCDEFGH23456')
})

test('a scanned code is kept letter by letter', () => {
  expect(codeFromAddress('#aB-_9')).toBe('aB-_9')
  expect(codeFromAddress('')).toBeNull()
})

test('a year of birth has four digits and lies in a lifetime', () => {
  expect([' 1975 ', '75', '1875', '2030', 'x'].map((typed) => yearOfBirth(typed, 2026))).toEqual([1975, null, null, null, null])
})

test('a phone is called what it is', () => {
  expect(kindOfPhone('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0)')).toBe('iphone')
  expect(kindOfPhone('Mozilla/5.0 (Linux; Android 16)')).toBe('android')
  expect(kindOfPhone('Mozilla/5.0 (X11; Linux)')).toBe('computer')
})

import { afterEach, expect, test } from 'vitest'

import { historyLocked } from '../../../pwa/src/settings/contact'
import { syncedAt } from '../../../pwa/src/store/held'
import { now } from '../../../pwa/src/ui/clock'

afterEach(() => {
  syncedAt.value = null
})

test.each([
  [null, false],
  ['2026-03-10T08:00:00Z', false],
  ['2026-02-08T08:00:01Z', false],
  ['2026-02-08T07:59:59Z', true],
])('last sync at %s: the past is closed %s', (at, closed) => {
  now.value = new Date('2026-03-10T08:00:00Z')
  syncedAt.value = at

  expect(historyLocked.value).toBe(closed)
})

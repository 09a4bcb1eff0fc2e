/** How long ago this phone and the clinic last spoke. */

import { computed } from '@preact/signals'

import { syncedAt } from '../store/held'
import { now } from '../ui/clock'

const LOCKS_AFTER_MS = 30 * 24 * 60 * 60_000

/** Whether the diary's past is closed: for 30 days nobody could have told this phone that it was lost. */
export const historyLocked = computed(() => syncedAt.value !== null && now.value.getTime() - Date.parse(syncedAt.value) > LOCKS_AFTER_MS)

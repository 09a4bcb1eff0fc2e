/** The app's clock: the one place where the screens learn what day and time it is. */

import { computed, signal } from '@preact/signals'

import { civilDate } from '../diary/days'

const A_MINUTE_MS = 60_000

export const now = signal(new Date())
export const today = computed(() => civilDate(now.value))

/** Keep the clock going; a phone that wakes up looks at it at once. */
export function startClock(): void {
  const look = () => {
    now.value = new Date()
  }
  setInterval(look, A_MINUTE_MS)
  document.addEventListener('visibilitychange', look)
}

/** The app's clock: the one place where the screens learn what day and time it is. */

import { computed, signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'

import { civilDate } from '../diary/days'

const A_MINUTE_MS = 60_000

export const now = signal(new Date())

/** The day that a half-filled screen stays on; null while nothing is half filled. */
const held = signal<string | null>(null)

/** The day the screens are on, and that entries are stamped with. It turns at midnight, never under half an answer. */
export const today = computed(() => held.value ?? civilDate(now.value))

/** Keep the clock going, minute by minute; a phone that wakes up looks at it at once. */
export function startClock(): void {
  const tick = () => {
    look()
    setTimeout(tick, A_MINUTE_MS - (Date.now() % A_MINUTE_MS))
  }
  tick()
  for (const waking of ['visibilitychange', 'focus']) addEventListener(waking, look, true)
}

function look() {
  now.value = new Date()
}

/** Stay on the day there is now until the answer gives it back. */
export function holdDay(): () => void {
  held.value ??= today.peek()
  return () => {
    held.value = null
    look()
  }
}

/** For a screen that is filled in: call what it gives at the first answer, and the day stays until the screen is left. */
export function useDayHeld(): () => void {
  const release = useRef<(() => void) | null>(null)
  useEffect(() => () => release.current?.(), [])
  return () => {
    release.current ??= holdDay()
  }
}

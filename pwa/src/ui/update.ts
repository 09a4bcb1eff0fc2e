/** A newer app is offered, never forced: the page tells at a safe point, the person says yes, then it starts afresh. */

import { effect, signal } from '@preact/signals'

import { syncState } from '../sync/syncer'

const EVERY_MS = 60 * 60_000

/** Whether a newer app is there to be used. */
export const newerThere = signal(false)
/** Whether the app has just become able to start with no signal, on this phone for the first time. */
export const readyForNoSignal = signal(false)

let registration: ServiceWorkerRegistration | undefined

/** Register the service worker and watch for a newer one. */
export async function followUpdates(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  const worker = navigator.serviceWorker
  let hadOne = worker.controller !== null
  const isFirst = !hadOne
  registration = await worker.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined) // no room: it works with signal
  if (registration === undefined) return
  watch(registration)
  void worker.ready.then(({ active }) => {
    readyForNoSignal.value = isFirst
    active?.postMessage('tidy')
  })
  worker.addEventListener('controllerchange', () => {
    newerThere.value ||= hadOne // said yes to in another tab
    hadOne = true
  })
}

/** Start the newer app, because the person said yes. Other tabs go on as they are. */
export function takeUpdate(): void {
  const waiting = registration?.waiting
  if (!waiting) return location.reload()
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting.postMessage('take-over')
}

function watch(watched: ServiceWorkerRegistration) {
  const look = () => void watched.update().catch(() => {}) // no signal: next time
  const offer = () => {
    if (watched.waiting && navigator.serviceWorker.controller) newerThere.value = true
  }
  offer()
  watched.addEventListener('updatefound', () => watched.installing?.addEventListener('statechange', offer))
  document.addEventListener('visibilitychange', look)
  setInterval(look, EVERY_MS)
  effect(() => {
    if (syncState.value === 'too-old') look()
  })
}

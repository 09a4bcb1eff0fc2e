/** A newer app is offered, never forced: the page tells, the person says yes, then it starts afresh. */

import { signal } from '@preact/signals'

/** The newer app that waits, or null. */
export const update = signal<ServiceWorker | null>(null)

/** Register the service worker and watch for a newer one. */
export async function followUpdates(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  const registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
  offer(registration)
  document.addEventListener('visibilitychange', () => void registration.update().catch(() => {})) // no signal: next time
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', () => offer(registration))
  })
}

/** Start the newer app, because the person said yes. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  update.value?.postMessage('take-over')
}

function offer(registration: ServiceWorkerRegistration) {
  if (registration.waiting && navigator.serviceWorker.controller) update.value = registration.waiting
}

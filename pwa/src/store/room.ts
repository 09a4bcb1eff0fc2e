/** The room on the phone: asking to stay, saying how much is used, and making some when there is none left. */

/** How much of the phone the app uses and may use, in megabytes, and whether the browser has promised not to clear it. */
export interface Room {
  usedMB: number
  freeMB: number
  promised: boolean
}

/** Ask the browser, once something is kept, not to clear it away when space is short. */
export async function askToStay(): Promise<void> {
  if (navigator.storage?.persist && !(await navigator.storage.persisted())) await navigator.storage.persist()
}

/** Measure the room, or null where the browser does not tell. */
export async function measureRoom(): Promise<Room | null> {
  if (!navigator.storage?.estimate) return null
  const { usage = 0, quota = 0 } = await navigator.storage.estimate()
  const promised = navigator.storage.persisted ? await navigator.storage.persisted() : false
  return { usedMB: usage / 1_000_000, freeMB: Math.max(0, quota - usage) / 1_000_000, promised }
}

/** Give up the app's own files, which can be fetched again: the diary can't. */
export async function dropCaches(): Promise<void> {
  if (typeof caches === 'undefined') return
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)))
}

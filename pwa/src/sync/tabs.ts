/** The other tabs of this phone: which there are, and how their sending goes. */

const OPEN = 'steadily-open '

/** Be known as open, with the build this tab came from, for as long as it lives; a crash ends that, too. */
export function beKnownAsOpen(): void {
  const entry = document.querySelector<HTMLScriptElement>('script[type=module][src]')
  if (!navigator.locks || entry === null) return
  const forEver = () => new Promise<void>(() => {})
  void navigator.locks.request(OPEN + new URL(entry.src).pathname, { mode: 'shared' }, forEver)
}

/** Whether another tab is open. */
export async function othersAreOpen(): Promise<boolean> {
  const { held = [] } = navigator.locks ? await navigator.locks.query() : {}
  return held.filter(({ name }) => name?.startsWith(OPEN)).length > 1
}

const CHANNEL = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('steadily-sync')

/** Tell the other tabs. */
export function tell(news: unknown): void {
  CHANNEL?.postMessage(news)
}

/** Hear what another tab tells. */
export function hear<News>(listen: (news: News) => void): void {
  CHANNEL?.addEventListener('message', (event) => listen(event.data as News))
}

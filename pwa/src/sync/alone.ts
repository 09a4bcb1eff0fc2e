/** One at a time over all tabs of this phone. A tab that crashes lets go of its turn by itself. */

const TURN = 'steadily-sync'
const LONGEST_TURN_MS = 90_000 // three times the longest request: whoever has it longer was put to sleep by the phone

/** Do some work when no other tab does such work. `waited` says that another tab had its turn first. */
export async function alone(work: (waited: boolean) => Promise<void>): Promise<void> {
  if (!navigator.locks) return work(false)
  const free = await navigator.locks.request(TURN, { ifAvailable: true }, (turn) => turn !== null && work(false).then(() => true))
  if (!free) await inTurn(() => work(true))
}

async function inTurn(work: () => Promise<void>): Promise<void> {
  try {
    await navigator.locks.request(TURN, { signal: AbortSignal.timeout(LONGEST_TURN_MS) }, work)
  } catch (error) {
    if ((error as Error).name !== 'TimeoutError') throw error
    await navigator.locks.request(TURN, { steal: true }, work)
  }
}

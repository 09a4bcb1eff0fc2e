/** Sends what waits and fetches the pack, one request at a time over all tabs, for as long as it takes. */

import { computed, effect, signal } from '@preact/signals'

import type { Entry } from '../diary/entry'
import type { Settlement } from '../store/book'
import type { Device, Problem } from '../store/database'
import { keepPictures } from './pictures'
import * as held from '../store/held'
import { alone } from './alone'
import { comeBackIn, isTooEarly, oneMoreFailure, startAfresh, wait, type Wait } from './patience'
import { request, type Answer, type Trouble } from './request'
import { hear, othersAreOpen, tell } from './tabs'

const AT_ONCE = 500
const EVERY_MS = 15 * 60_000
const BEHIND_MS = 5_000 // a tab that only heard of a failure lets the one that tried go first
const GIVEN_UP_MS = 45_000 // longer than any request: the tab that was sending is gone

/** How the last try went. `not-stored`: the answer came, and this phone could not keep it. */
export type SyncState = 'idle' | 'sending' | Trouble | 'not-stored' | 'too-old' | 'expired' | 'revoked'
export const syncState = signal<SyncState>('idle')

interface News {
  state: SyncState
  wait: Wait | null
}

let atOnce = AT_ONCE
let running: Promise<void> | null = null
const newest = computed(() => held.waiting.value.at(-1)?.id)

/** Follow every occasion on which the network may have come back, and everything that is saved. */
export function startSyncing(): void {
  addEventListener('online', nudge)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && nudge())
  setInterval(nudge, EVERY_MS)
  hear(heed)
  effect(() => {
    if (newest.value !== undefined) nudge()
  })
  nudge()
}

/** Try now, unless a try is under way; that one sends what has come since, too. */
export function nudge(): void {
  void syncNow()
}

/** Try now, and wait for how it went. */
export function syncNow(): Promise<void> {
  running ??= sendAll().catch(() => false).then((sent) => { // a turn that was taken from a sleeping tab ends here
    running = null
    if (sent && syncState.value === 'idle' && held.waiting.value.length > 0) nudge() // saved as the last reply came in
  })
  return running
}

/** Gives whether anything was asked at all. */
async function sendAll(): Promise<boolean> {
  let requests = 0
  for (let again = true; again; ) {
    again = false
    await alone(async (waited) => {
      const answer = await sendOnce(waited)
      requests += answer === null ? 0 : 1
      again = answer ?? false
    })
  }
  return requests > 0
}

/** Make one request. Gives whether another should follow, or null where there was no reason to make one. */
async function sendOnce(waited: boolean): Promise<boolean | null> {
  if (waited || (await othersAreOpen())) await held.load() // what they have sent is not sent twice
  const device = held.device.value
  const entries = held.waiting.value.slice(0, atOnce)
  if (device === null || device.expired || isTooEarly(waited) || (waited && entries.length === 0)) return null
  say('sending')
  return take(await request(device, entries), device, entries)
}

async function take(answer: Answer, device: Device, entries: Entry[]): Promise<boolean> {
  switch (answer.kind) {
    case 'settled':
      return settle(answer.settlement, answer.tooOld)
    case 'refused-whole':
      return narrowDown(answer.problem, device, entries)
    case 'trouble':
      if (answer.tooSlow) atOnce = half(entries)
      return comeBack(answer.trouble, answer.askedSeconds)
    default:
      await (answer.kind === 'expired' ? held.expire(device.id) : held.revoke(device.id))
      return say(answer.kind)
  }
}

async function settle(settlement: Settlement, tooOld: boolean): Promise<boolean> {
  const stored = await held.settle(settlement).catch(() => false)
  if (!stored && held.device.value?.id === settlement.device) return comeBack('not-stored', null)
  atOnce = Math.min(AT_ONCE, atOnce * 2)
  startAfresh()
  say(tooOld ? 'too-old' : 'idle')
  if (held.pack.value !== null) void keepPictures(held.pack.value).catch(() => {}) // there may be no room for them
  return held.waiting.value.length > 0
}

/** The whole request was refused. Only where one without entries passes are they to blame; then half as many are tried, and
 * one alone that is refused is parked. */
async function narrowDown(problem: Problem, device: Device, entries: Entry[]): Promise<boolean> {
  const [first] = entries
  if (first === undefined) return comeBack('not-taken', null)
  const without = await request(device, [])
  if (without.kind !== 'settled') return take(without, device, [])
  const refused = entries.length === 1 ? [{ id: first.id, problem }] : []
  const settled = await settle({ ...without.settlement, refused }, without.tooOld)
  atOnce = half(entries)
  return settled
}

function half(entries: Entry[]): number {
  return Math.max(1, Math.ceil(entries.length / 2))
}

/** Say what is in the way, and plan the next try. Gives false: nothing follows at once. */
function comeBack(state: SyncState, asked: number | null): false {
  const planned = oneMoreFailure(asked)
  wait(planned, nudge)
  return say(state, planned)
}

function say(state: SyncState, planned: Wait | null = null): false {
  syncState.value = state
  tell({ state, wait: planned } satisfies News)
  return false
}

/** Take in how another tab's try went. */
function heed({ state, wait: planned }: News): void {
  syncState.value = state
  if (state === 'sending') comeBackIn(GIVEN_UP_MS, nudge)
  else if (planned === null) startAfresh()
  else wait({ ...planned, ms: planned.ms + BEHIND_MS }, nudge)
}

/** The phone's own storage: its shape, and opening it at the newest one. */

import { openDB, unwrap, type DBSchema, type IDBPDatabase } from 'idb'

import type { Key, Sealed } from './seal'
import { STEPS } from './steps'

/** Who is signed in on this phone. `expired` keeps everything and asks for a new code. */
export interface Device {
  id: string
  name: string
  token: string
  patient: { id: string; name: string }
  notice: { version: string; text: string }
  noticeReadAt: string | null
  expired: boolean
}

/** A problem the clinic's side named for one entry. */
export interface Problem {
  detail: string
  type: string
  /** How far this phone's clock was behind the clinic's when the answer came; less than 0 where it was ahead. */
  clock_behind_ms?: number
}

/** An entry's place in the outbox; a refused one is parked with its reason and holds up nothing. */
export interface Waiting {
  id: string
  refused: Problem | null
}

/** What is kept of the device: its id and whether its sign-in has ended lie open, the rest is sealed. */
export interface KeptDevice {
  id: string
  expired: boolean
  sealed: Sealed
}

/** Only ids and the time of the last sync lie open. */
export interface Shape extends DBSchema {
  keys: { key: 'key'; value: Key }
  entries: { key: string; value: { id: string; sealed: Sealed } }
  waiting: { key: string; value: { id: string; refused: Sealed | null } }
  kept: { key: 'device' | 'pack' | 'plan_seen' | 'synced_at'; value: KeptDevice | Sealed | string }
}

export type Database = IDBPDatabase<Shape>

export const NAME = 'steadily'

/** The store has been brought on by a newer app in another tab; this one must be started afresh. */
export class NewerStore extends Error {}

let opened: Promise<Database> | null = null
let connected: IDBDatabase | null = null
let whenHeldUp: () => void = () => {}
let whenTerminated: () => void = () => {}

/** Be told when another tab, which does not answer, keeps the store from being brought to its newest shape. */
export function onHeldUp(tell: () => void): void {
  whenHeldUp = tell
}

/** Be told when the browser has ended the connection by itself, as it does when the store is cleared away. */
export function onTerminated(tell: () => void): void {
  whenTerminated = tell
}

/** The open database. A newer version in another tab closes this one; the next use opens it again. */
export function database(): Promise<Database> {
  opened ??= openNewest().then(
    (current) => {
      connected = unwrap(current)
      return current
    },
    (error: unknown) => {
      opened = null
      throw error
    },
  )
  return opened
}

/** Close the connection, so that the next use opens a new one. */
export async function closeDatabase(): Promise<void> {
  const current = opened
  opened = connected = null
  await current?.then((database) => database.close(), () => undefined)
}

/** Open what is there and take it on, step by step, each to its end before the next. A crash in between repeats one step. */
async function openNewest(): Promise<Database> {
  let current = await openAt(undefined)
  while (current.version !== STEPS.length) current = await openAt(await finishStep(current))
  return current
}

/** Bring over what lies in the store at its version, and close it; gives the next version. */
async function finishStep(current: Database): Promise<number> {
  try {
    const step = STEPS[current.version - 1]
    if (step === undefined) throw new NewerStore()
    await step.content?.(current)
    return current.version + 1
  } finally {
    current.close()
  }
}

function openAt(version: number | undefined): Promise<Database> {
  return openDB<Shape>(NAME, version, {
    upgrade: (fresh, from, to) => STEPS.slice(from, to ?? 1).forEach((step) => step.shape(fresh)),
    blocked: () => whenHeldUp(),
    blocking: (_current, _blocked, event) => letGoOf(event.target as IDBDatabase),
    terminated: () => {
      letGoOf(connected)
      whenTerminated()
    },
  })
}

function letGoOf(connection: IDBDatabase | null) {
  if (connection === connected) opened = connected = null
  connection?.close()
}

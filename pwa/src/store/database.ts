/** The phone's own storage: opened once, brought to its newest shape by a list of migrations. */

import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

import type { Entry } from '../diary/entry'
import type { Pack } from '../guidance/pack'

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
  /** How far the phone's clock was behind the clinic's when it was named. */
  clock_behind_ms?: number
}

/** An entry's place in the outbox; a refused one is parked with its reason and holds up nothing. */
export interface Waiting {
  id: string
  refused: Problem | null
}

export interface Shape extends DBSchema {
  diary: { key: string; value: Entry; indexes: { on: string } }
  outbox: { key: string; value: Waiting }
  held: { key: 'device' | 'pack' | 'synced_at'; value: Device | Pack | string }
}

export type Database = IDBPDatabase<Shape>

const NAME = 'steadily'

/** One step a version, oldest first; a step that has been released is never changed. */
const MIGRATIONS: ((database: Database) => void)[] = [
  (database) => {
    database.createObjectStore('diary', { keyPath: 'id' }).createIndex('on', 'on')
    database.createObjectStore('outbox', { keyPath: 'id' })
    database.createObjectStore('held')
  },
]

let opened: Promise<Database> | null = null

/** The open database. A newer version in another tab closes this one; the next use opens it again. */
export function database(): Promise<Database> {
  opened ??= openDB<Shape>(NAME, MIGRATIONS.length, {
    upgrade: (fresh, from) => MIGRATIONS.slice(from).forEach((step) => step(fresh)),
    blocking: (_current, _blocked, event) => close(event.target as IDBDatabase),
    terminated: () => close(null),
  }).catch((error: unknown) => {
    opened = null
    throw error
  })
  return opened
}

/** Close the connection, so that the next use opens a new one. */
export async function closeDatabase(): Promise<void> {
  const current = await opened
  opened = null
  current?.close()
}

function close(connection: IDBDatabase | null) {
  opened = null
  connection?.close()
}

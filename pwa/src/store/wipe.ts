/** Emptying the phone. The key goes first, so that what a flat battery leaves behind is unreadable. */

import { deleteDB } from 'idb'

import { destroyKey } from './book'
import { NotKept } from './connection'
import { closeDatabase, NAME } from './database'
import { dropCaches } from './room'
import { removeTraces } from './trace'

const PATIENCE_MS = 500

/** Remove all this phone holds; where a device is named, only while it is still that one's. */
export async function wipe(owner: string | undefined): Promise<void> {
  await destroyKey(owner).catch(onlyIfTheirs)
  removeTraces()
  await closeDatabase()
  await Promise.all([removeStore(), dropCaches()])
}

/** A store that is too broken for its key to be destroyed alone is removed all the same; another device's is not. */
function onlyIfTheirs(error: unknown): void {
  if (error instanceof NotKept && error.why === 'gone') throw error
}

/** Another tab that sleeps may hold the store for a while: it goes once that tab lets go, and is unreadable until then. */
async function removeStore(): Promise<void> {
  await Promise.race([deleteDB(NAME), new Promise((goOn) => setTimeout(goOn, PATIENCE_MS))])
}

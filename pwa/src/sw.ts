/** The app with no signal: its files are kept when installed, its page answers every address of a screen. */

export {} // a module, so that `self` below is the worker's own

declare const self: ServiceWorkerGlobalScope
declare const PRECACHE: [address: string, revision: string][]
declare const BUILD: string

const KEPT = 'app-'
const CACHE = KEPT + BUILD
const OPEN = 'steadily-open '
const PICTURES = /^\/media\/pictures\//
const ANY = { ignoreVary: true } // one file an address, whatever else the request says
const NOT_SCREENS = /^\/(api|admin|static|media|setup|livez|calendar)(\/|$)/

self.addEventListener('install', (event) => {
  event.waitUntil(keepFiles())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim().then(removeUnused))
})

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting() // only when the person has said yes
  if (event.data === 'tidy') event.waitUntil(removeUnused())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || (NOT_SCREENS.test(pathname) && !PICTURES.test(pathname))) return
  event.respondWith(answer(event))
})

/** Keep every file of this build, or none: where one is missing or is not what was built, the app before stays. */
async function keepFiles() {
  const files = await Promise.all(PRECACHE.map(([address, revision]) => fileOf(address, revision)))
  const cache = await caches.open(CACHE)
  await Promise.all(files.map((file, place) => cache.put((PRECACHE[place] as [string, string])[0], file)))
}

/** A file as it was built: from an older build where nothing has changed, else from the server. */
async function fileOf(address: string, revision: string): Promise<Response> {
  const kept = await caches.match(address)
  if (kept && (await isOf(kept.clone(), revision))) return kept
  const sent = await fetch(address, { cache: 'reload' })
  if (sent.ok && (await isOf(sent.clone(), revision))) return sent
  throw new Error(`${address} is not what was built`)
}

async function isOf(file: Response, revision: string): Promise<boolean> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('').startsWith(revision)
}

/** Remove what older builds kept, once no tab of theirs is open. While a newer build is being kept, nothing is touched. */
async function removeUnused() {
  const others = (await caches.keys()).filter((name) => name.startsWith(KEPT) && name !== CACHE)
  const { installing, waiting } = self.registration
  if (self.serviceWorker?.state === 'redundant' || installing !== null || waiting !== null) return
  const entries = await openEntries()
  for (const name of others) {
    const cache = await caches.open(name)
    const found = await Promise.all(entries.map((entry) => cache.match(entry)))
    if (found.every((file) => file === undefined)) await caches.delete(name)
  }
}

/** The first script of each open tab that comes from another build. */
async function openEntries(): Promise<string[]> {
  const { held = [] } = await self.navigator.locks.query()
  const entries = held.flatMap(({ name }) => (name?.startsWith(OPEN) ? [name.slice(OPEN.length)] : []))
  return entries.filter((entry) => !PRECACHE.some(([address]) => address === entry))
}

/** A screen is always this build's page; a tab of an older build still finds that build's files. */
async function answer(event: FetchEvent): Promise<Response> {
  const { request } = event
  const isScreen = request.mode === 'navigate'
  const own = await caches.open(CACHE)
  const kept = isScreen ? await own.match('/') : ((await own.match(request, ANY)) ?? (await caches.match(request, ANY)))
  if (kept === undefined && isScreen) event.waitUntil(keepFiles().catch(() => {})) // the phone made room: keep them again
  return kept ?? fetch(request)
}

/** The app with no signal: its files are kept when installed, its page answers every address of a screen. */

export {} // a module, so that `self` below is the worker's own

declare const self: ServiceWorkerGlobalScope
declare const PRECACHE: [address: string, revision: string][]
declare const BUILD: string

const CACHE = `app-${BUILD}`
const NOT_SCREENS = /^\/(api|admin|static|media|setup|livez|calendar)(\/|$)/

self.addEventListener('install', (event) => {
  event.waitUntil(precache())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(removeOlder().then(() => self.clients.claim()))
})

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting() // only when the person has said yes
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || NOT_SCREENS.test(pathname)) return
  event.respondWith(answer(request))
})

async function precache() {
  const cache = await caches.open(CACHE)
  await cache.addAll(PRECACHE.map(([address]) => new Request(address, { cache: 'reload' })))
}

async function removeOlder() {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)))
}

async function answer(request: Request) {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request.mode === 'navigate' ? '/' : request, { ignoreSearch: true })
  return kept ?? fetch(request)
}

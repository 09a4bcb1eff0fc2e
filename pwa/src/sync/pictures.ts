/** The pictures of the clinic's own exercises, kept for when there is no signal, and let go when the plan has. */

import type { Pack } from '../guidance/pack'

type Medium = NonNullable<Pack['media']>[number]

const PICTURES = 'pictures'

/** Keep what the pack names and remove the rest; what can't be had now is tried again with the next pack. */
export async function keepPictures({ media = [] }: Pack): Promise<void> {
  const cache = await caches.open(PICTURES)
  const named = new Set(media.map(({ url }) => new URL(url, location.origin).href))
  const kept = await cache.keys()
  await Promise.all(kept.filter(({ url }) => !named.has(url)).map((request) => cache.delete(request)))
  const missing = media.filter(({ url }) => !kept.some((request) => request.url === new URL(url, location.origin).href))
  await Promise.allSettled(missing.map((picture) => keep(cache, picture)))
}

async function keep(cache: Cache, { url, sha256 }: Medium): Promise<void> {
  const sent = await fetch(url, { credentials: 'omit' })
  if (sent.ok && (await sha256Of(sent.clone())) === sha256) await cache.put(url, sent)
}

async function sha256Of(file: Response): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

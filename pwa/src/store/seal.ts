/** Sealing what the phone keeps: AES-GCM, under a key that the browser holds and no script can read out. */

/** The store's own key. Its id tells a tab that another one has begun the store afresh. */
export interface Key {
  id: string
  key: CryptoKey
}

/** Twelve bytes of chance, then the sealed text. */
export type Sealed = Uint8Array<ArrayBuffer>

const CIPHER = 'AES-GCM'
const NONCE_BYTES = 12

/** Make a key that can be used and never be taken away. */
export async function newKey(): Promise<Key> {
  const key = await crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ['encrypt', 'decrypt'])
  return { id: crypto.randomUUID(), key }
}

/** Seal something for one place in the store; it can't be opened from another. */
export async function seal({ key }: Key, place: string, content: unknown): Promise<Sealed> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
  const sealed = await crypto.subtle.encrypt(cipher(nonce, place), key, new TextEncoder().encode(JSON.stringify(content)))
  const both = new Uint8Array(NONCE_BYTES + sealed.byteLength)
  both.set(nonce)
  both.set(new Uint8Array(sealed), NONCE_BYTES)
  return both
}

/** Open what was sealed for a place. Rejects for another key, another place, or one changed byte. */
export async function unseal<T>({ key }: Key, place: string, sealed: Sealed): Promise<T> {
  const way = cipher(sealed.subarray(0, NONCE_BYTES), place)
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(way, key, sealed.subarray(NONCE_BYTES)))) as T
}

function cipher(nonce: Sealed, place: string) {
  return { name: CIPHER, iv: nonce, additionalData: new TextEncoder().encode(place) }
}

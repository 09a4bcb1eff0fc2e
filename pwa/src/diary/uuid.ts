/** Make a UUID of version 7: 48 bits of milliseconds since 1970, then chance; ids sort by the time they were made. */
export function uuidv7(at: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const time = new DataView(new ArrayBuffer(8))
  time.setBigUint64(0, BigInt(at))
  for (let place = 0; place < 6; place += 1) bytes[place] = time.getUint8(place + 2)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

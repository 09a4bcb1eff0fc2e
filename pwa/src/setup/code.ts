/** Reading an activation code the way it was meant. */

/** A code from the address after the `#`, as the clinic's picture or link carries it; null where there is none. */
export function codeFromAddress(hash: string): string | null {
  const code = decodeURIComponent(hash.replace(/^#/, '')).trim()
  return code === '' ? null : code
}

/** A typed code without spaces, dashes and the like, in capitals. */
export function tidyCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
}

/** A year of four digits that a living person could be born in, or null. */
export function yearOfBirth(typed: string, thisYear: number): number | null {
  const year = /^\s*(\d{4})\s*$/.exec(typed)?.[1]
  return year === undefined || Number(year) < 1900 || Number(year) > thisYear ? null : Number(year)
}

/** What to call this phone in the list of signed-in phones. */
export function kindOfPhone(userAgent: string): 'iphone' | 'ipad' | 'android' | 'computer' {
  if (/iPhone/.test(userAgent)) return 'iphone'
  if (/iPad/.test(userAgent)) return 'ipad'
  return /Android/.test(userAgent) ? 'android' : 'computer'
}

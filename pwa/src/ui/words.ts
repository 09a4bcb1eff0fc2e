/** The interface's words, by key. Clinical sentences are not among them: those come with the pack. */

import { civilDate } from '../diary/days'
import english from './words/en-GB.json'

export type Word = keyof typeof english
export const LANGUAGE = 'en-GB'

/** The words of a key, with `{x}` filled in. */
export function t(word: Word, values: Record<string, string | number> = {}): string {
  return english[word].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

const PLURALS = new Intl.PluralRules(LANGUAGE)

/** The words for a number of things: `<key>.one` or `<key>.other`, with `{n}` filled in. */
export function counted<K extends string>(word: `${K}.other` extends Word ? K : never, n: number): string {
  return t(`${word}.${PLURALS.select(n) === 'one' ? 'one' : 'other'}` as Word, { n })
}

/** A date as a person says it: Tuesday 10 March. */
export function spokenDate(on: string): string {
  const noon = new Date(`${on}T12:00:00Z`)
  return noon.toLocaleDateString(LANGUAGE, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
}

/** An instant as a person says it on a day: 19:02, or 9 March at 19:02 where it was another day. */
export function spokenTime(at: string, today: string): string {
  const instant = new Date(at)
  const date = civilDate(instant) === today ? {} : ({ day: 'numeric', month: 'long' } as const)
  return instant.toLocaleString(LANGUAGE, { ...date, hour: '2-digit', minute: '2-digit' })
}

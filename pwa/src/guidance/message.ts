/** The clinic's sentences by id, with their numbers filled in. */

import type { Message } from './pack'

/**
 * Fill in one of the clinic's sentences.
 *
 * `values.variant` picks `<id>.<variant>`; a value that starts with "@" is itself the id of a text. An unknown id gives an empty text: the phone invents no advice.
 */
export function render(texts: Record<string, string>, { text, values }: Message): string {
  const template = texts[`${text}.${values.variant}`] ?? texts[text] ?? ''
  return template.replace(/\{(\w+)\}/g, (_, name: string) => fill(texts, values[name]))
}

function fill(texts: Record<string, string>, value: string | undefined): string {
  if (value === undefined) return ''
  return value.startsWith('@') ? (texts[value.slice(1)] ?? '') : value
}

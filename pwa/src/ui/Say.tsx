/** The clinic's sentences on the screen, with every number to ring as a link to ring it. */

import { render } from '../guidance/message'
import type { Message } from '../guidance/pack'
import { pack } from '../store/held'

const SERVICE_NUMBERS = ['999', '116 123', '0808 808 8000', '111']

/** One sentence of the clinic's, by its id. Nothing is shown for an id the pack doesn't know. */
export function Say({ text, values = {} }: { text: string; values?: Message['values'] }) {
  const sentence = said(text, values)
  return sentence === '' ? null : <Linked sentence={sentence} />
}

/** A sentence of the clinic's as plain text. */
export function said(text: string, values: Message['values'] = {}): string {
  return pack.value === null ? '' : render(pack.value.texts, { text, values })
}

/** A sentence whose phone numbers can be tapped. */
export function Linked({ sentence }: { sentence: string }) {
  const numbers = [...SERVICE_NUMBERS, pack.value?.clinic.phone ?? ''].filter(Boolean)
  const parts = sentence.split(new RegExp(`(?<!\\d)(${numbers.map(escaped).join('|')})(?!\\d)`))
  return <>{parts.map((part) => (numbers.includes(part) ? <Ring key={part} number={part} /> : part))}</>
}

/** A number to ring. */
export function Ring({ number }: { number: string }) {
  return <a href={`tel:${number.replace(/[^\d+]/g, '')}`}>{number}</a>
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

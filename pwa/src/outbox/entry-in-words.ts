import type { Entry } from '../diary/entry'
import { nameOf } from '../exercise/library'
import { pack } from '../store/held'
import { today } from '../ui/clock'
import { spokenTime, t, type Word } from '../ui/words'

/** What an entry is about, and when it was made. */
export function entryInWords({ kind, data, at }: Entry): string {
  const prescription = pack.value?.plan?.prescriptions.find(({ id }) => id === data?.prescription)
  const about = prescription === undefined ? '' : ` (${nameOf(prescription.exercise)})`
  return `${t(`kind.${kind}` as Word)}${about}, ${spokenTime(at, today.value)}`
}

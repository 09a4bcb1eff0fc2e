/** Amounts in words: 2 sets of 10, each held for 3 seconds. */

import type { Dose, Prescription } from '../guidance/pack'
import type { DoseOfDay } from '../guidance/doses'
import { counted, t, type Word } from './words'

const UNITS = { reps: 'amount.reps', s: 'amount.s', min: 'amount.min' } as const

/** One bout, as a person says it: 10 times, 20 seconds, 8 minutes. */
export function bout(unit: Prescription['unit'], value: number): string {
  return counted(UNITS[unit], value)
}

/** A dose in words; what isn't to be done says so. */
export function doseInWords(dose: Dose, prescription: Prescription): string {
  if (dose.status !== 'DO') return t(`dose.${dose.status}` as Word)
  const sets = dose.sets ?? prescription.sets
  const each = bout(prescription.unit, dose.value as number)
  return sets === 1 ? each : `${counted('amount.sets', sets)} ${t('amount.of')} ${each}`
}

/** What belongs to the amount: which side, how long to hold, how long to rest. */
export function detailsInWords(prescription: Prescription, eachSide: boolean): string[] {
  const { side, hold_s: hold, rest_s: rest, sets } = prescription
  const where = side ? t(`side.${side}` as Word) : eachSide ? t('side.each') : null
  return [
    where,
    hold > 0 ? t('amount.hold', { held: counted('amount.s', hold) }) : null,
    rest > 0 && sets > 1 ? t('amount.rest', { rest: counted('amount.s', rest) }) : null,
  ].filter((part) => part !== null)
}

/** The whole of a day's amount over all its sets. */
export function totalOf(dose: DoseOfDay): number {
  return (dose.value as number) * (dose.sets ?? 1)
}

/** Amounts in words: 2 sets of 10, each held for 3 seconds. */

import type { Exercise } from '../diary/entry'
import type { Dose, Prescription } from '../guidance/pack'
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
  const value = dose.value as number
  if (sets === 1) return bout(prescription.unit, value)
  const each = prescription.unit === 'reps' ? value : bout(prescription.unit, value)
  return `${counted('amount.sets', sets)} ${t('amount.of')} ${each}`
}

/** What was done over all sets. */
export function doneInWords(session: Exercise, sets: number, unit: Prescription['unit']): string {
  return t('result.done', { amount: bout(unit, Math.round(Number(session.done) * sets)) })
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

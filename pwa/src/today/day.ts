/** The patient's day, looked up afresh whenever the diary, the pack or the date changes. */

import { computed } from '@preact/signals'

import { plusDays } from '../diary/days'
import { hearDiary } from '../guidance/diary'
import { lookUp, waitingForMorning } from '../guidance/look'
import { doseOn, type DoseOfDay } from '../guidance/doses'
import { counting, pack, waiting } from '../store/held'
import { today } from '../ui/clock'

export const diary = computed(() =>
  pack.value === null ? null : hearDiary(pack.value, counting.value, new Set(waiting.value.map(({ id }) => id))),
)

export const day = computed(() =>
  pack.value === null || diary.value === null ? null : lookUp(pack.value, diary.value, today.value),
)

export const morningQuestions = computed(() =>
  pack.value === null || diary.value === null ? [] : waitingForMorning(pack.value, diary.value, today.value),
)

/** What tomorrow's plan says of an exercise, with what was said so far. */
export function doseTomorrow(prescription: string): DoseOfDay | null {
  if (pack.value === null || diary.value === null) return null
  return doseOn(pack.value, diary.value, plusDays(today.value, 1), prescription)
}

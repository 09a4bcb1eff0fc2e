/** The words of the library's exercises, which ride in the app's build. */

import { signal } from '@preact/signals'
import names from 'library:names'

import { t } from '../ui/words'

export interface Description {
  name: string
  category: string
  each_side: boolean
  purpose: string
  position: string
  levels: { level: number; name: string; how: string }[]
  steps: string[]
  cues: string[]
  common_error: string
  cautions: string[]
  equipment: string[]
  reviewed_by: string
}

/** Every exercise's full description, once asked for. */
export const descriptions = signal<Record<string, Description> | null>(null)

/** What an exercise is called. */
export function nameOf(code: string): string {
  return names[code] ?? t('exercise.unnamed')
}

/** Load the descriptions; they lie on the phone already. */
export async function loadDescriptions(): Promise<void> {
  descriptions.value ??= (await import('library:exercises')).default
}

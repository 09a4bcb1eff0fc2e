/** The words of the library's exercises, which ride in the app's build. */

import { signal } from '@preact/signals'
import names from 'library:names'

import type { Caption, RawFigure } from '../figure/figure'
import { pack } from '../store/held'
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
  /** Pictures that a clinician uploaded; only of a clinic's own exercises. */
  pictures?: { url: string; caption: string }[]
}

/** Every exercise's full description, once asked for. */
export const descriptions = signal<Record<string, Description> | null>(null)

export interface Shown {
  raw: RawFigure
  caption: Caption
}

/** Every figure and its words, once asked for. */
const figures = signal<Shown[]>([])

/** What an exercise is called. */
export function nameOf(code: string): string {
  return names[code] ?? pack.value?.exercises?.[code]?.name ?? t('exercise.unnamed')
}

/** How an exercise is described: by the library, or by the clinic whose own it is. */
export function descriptionOf(code: string): Description | undefined {
  return descriptions.value?.[code] ?? pack.value?.exercises?.[code]
}

/** The figure of an exercise's level; none is drawn for some. */
export function figureOf(code: string, level: number | null): Shown | undefined {
  const own = figures.value.filter(({ raw }) => raw.exercise === code)
  return own.find(({ raw: { levels } }) => level !== null && levels.includes(level)) ?? own[0]
}

/** Load the descriptions and figures; they lie on the phone already. */
export async function loadDescriptions(): Promise<void> {
  descriptions.value ??= (await import('library:exercises')).default
  const [{ default: poses }, { default: captions }] = await Promise.all([import('library:figures'), import('library:captions')])
  figures.value = poses.flatMap((raw, number) => captions.slice(number, number + 1).map((caption) => ({ raw, caption })))
}

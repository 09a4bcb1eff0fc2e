import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { parse } from 'yaml'

import type { RawFigure } from '../src/figure/figure.ts'
import { strokesOf } from './props.ts'

/** The library's figures: poses as numbers, which the app draws. */
const FIGURES = resolve(import.meta.dirname, '../../backend/steadily/library/data/figures')

type Written = Omit<RawFigure, 'things'> & { props?: Record<string, (number | string)[]>[] }

/** Give the app a module of every figure, loaded with the first exercise that is opened. */
export function exerciseFigures(): Plugin {
  return {
    name: 'exercise-figures',
    resolveId: (id) => (id === 'library:figures' ? `\0${id}` : null),
    load(id) {
      if (id !== '\0library:figures') return null
      return `export default ${JSON.stringify(readFigures((file) => this.addWatchFile(file)))}`
    },
  }
}

/** Read every figure of the library as its file says it. */
export function readFigures(watch: (file: string) => void = () => {}): RawFigure[] {
  const files = readdirSync(FIGURES).filter((name) => name.endsWith('.yaml')).sort()
  return files.flatMap((name) => {
    const file = join(FIGURES, name)
    watch(file)
    return (parse(readFileSync(file, 'utf8'), { merge: true }) as Written[]).map(({ props = [], ...figure }) => {
      return { ...figure, things: props.flatMap(strokesOf) }
    })
  })
}

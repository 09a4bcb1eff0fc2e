import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { parse } from 'yaml'

import type { Caption, RawFigure, RawPose } from '../src/figure/figure.ts'
import { strokesOf } from './props.ts'

/** The library's figures: poses as numbers, which the app draws. */
const FIGURES = resolve(import.meta.dirname, '../../backend/steadily/library/data/figures')

type Spoken = Omit<RawFigure, 'poses'> & { alt: string; poses: (RawPose & { words?: string })[] }
type Written = Omit<Spoken, 'things'> & { props?: Record<string, (number | string)[]>[] }

/** Give the app two modules, loaded with the first exercise opened: every figure's poses, and the words to them. */
export function exerciseFigures(): Plugin {
  return {
    name: 'exercise-figures',
    resolveId: (id) => (id === 'library:figures' || id === 'library:captions' ? `\0${id}` : null),
    load(id) {
      if (id !== '\0library:figures' && id !== '\0library:captions') return null
      const figures = readFigures((file) => this.addWatchFile(file))
      return `export default ${JSON.stringify(id === '\0library:captions' ? figures.map(captionOf) : figures.map(silent))}`
    },
  }
}

/** Read every figure of the library as its file says it. */
export function readFigures(watch: (file: string) => void = () => {}): Spoken[] {
  const files = readdirSync(FIGURES).filter((name) => name.endsWith('.yaml')).sort()
  return files.flatMap((name) => {
    const file = join(FIGURES, name)
    watch(file)
    return (parse(readFileSync(file, 'utf8'), { merge: true }) as Written[]).map(({ props = [], ...figure }) => {
      return { ...figure, things: props.flatMap(strokesOf) }
    })
  })
}

/** The words to a figure: what it shows, and what each pose says. */
export function captionOf({ alt, poses }: Spoken): Caption {
  return { alt, words: poses.map(({ words = '' }) => words) }
}

function silent({ alt: _alt, ...figure }: Spoken): RawFigure {
  return { ...figure, poses: figure.poses.map(({ words: _words, ...pose }) => pose) }
}

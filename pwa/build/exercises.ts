import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { parse } from 'yaml'

/** The library's own files; the app carries their words, so that exercises can be read with no signal. */
const LIBRARY = resolve(import.meta.dirname, '../../backend/steadily/library/data/exercises')
const SHOWN = [
  'name', 'category', 'unit', 'each_side', 'purpose', 'position', 'levels', 'steps', 'cues', 'common_error', 'cautions',
  'equipment', 'reviewed_by',
] as const

type Exercise = Record<string, unknown> & { code: string; name: string }

/** Give the app two modules: every exercise's name at once, and its full description when first opened. */
export function exerciseLibrary(): Plugin {
  return {
    name: 'exercise-library',
    resolveId: (id) => (id === 'library:names' || id === 'library:exercises' ? `\0${id}` : null),
    load(id) {
      if (id !== '\0library:names' && id !== '\0library:exercises') return null
      const exercises = readLibrary((file) => this.addWatchFile(file))
      const wanted = id === '\0library:names' ? names(exercises) : descriptions(exercises)
      return `export default ${JSON.stringify(wanted)}`
    },
  }
}

/** Read every exercise of the library; each file holds one or a list of them. */
export function readLibrary(watch: (file: string) => void = () => {}): Exercise[] {
  const files = readdirSync(LIBRARY).filter((name) => name.endsWith('.yaml')).sort()
  return files.flatMap((name) => {
    const file = join(LIBRARY, name)
    watch(file)
    return listed(parse(readFileSync(file, 'utf8')))
  })
}

function listed(content: Exercise | Exercise[] | { exercises: Exercise[] }): Exercise[] {
  if (Array.isArray(content)) return content
  return 'exercises' in content ? (content.exercises as Exercise[]) : [content as Exercise]
}

function names(exercises: Exercise[]) {
  return Object.fromEntries(exercises.map((each) => [each.code, each.name]))
}

function descriptions(exercises: Exercise[]) {
  return Object.fromEntries(
    exercises.map((each) => [each.code, { ...Object.fromEntries(SHOWN.map((key) => [key, each[key]])), reviewed_by: each.reviewed_by ?? '' }]),
  )
}

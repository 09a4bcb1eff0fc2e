import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** Kilobytes, gzipped, of what the first screen needs: its JavaScript, and with its styles. */
export const FIRST_LOAD_KB = 40
export const FIRST_LOAD_IN_ALL_KB = 80
/** What single chunks may weigh: the figures' renderer and their poses. */
export const CHUNKS_KB: Record<string, number> = { MovingFigure: 3, _library_figures: 12 }

type Chunk = { type: 'chunk'; name: string; fileName: string; isEntry: boolean; imports: string[]; code: string }

type Styles = { type: 'asset'; fileName: string; source: string | Uint8Array }

/** Print what the app weighs, and fail the build when it outgrows its budget. */
export function sizeBudget(): Plugin {
  return {
    name: 'size-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((each) => each.type === 'chunk') as Chunk[]
      const styles = Object.values(bundle).filter(({ fileName }) => fileName.endsWith('.css')) as Styles[]
      const first = kilobytes(firstLoad(chunks).map(({ code }) => code))
      const weights: [string, number, number][] = [
        ['JavaScript of the first load', first, FIRST_LOAD_KB],
        ['first load with its styles', first + kilobytes(styles.map(({ source }) => source)), FIRST_LOAD_IN_ALL_KB],
        ...chunks.flatMap(({ name, code }): [string, number, number][] => {
          const most = CHUNKS_KB[name]
          return most === undefined ? [] : [[name, kilobytes([code]), most]]
        }),
      ]
      for (const [what, weight, most] of weights) {
        this.info(`${what}: ${weight.toFixed(1)} of ${most} kB, gzipped`)
        if (weight > most) this.error(`The ${what} has outgrown its budget.`)
      }
    },
  }
}

/** Everything the entry needs before it can run. */
export function firstLoad(chunks: Chunk[]): Chunk[] {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const needed = new Set(chunks.filter((chunk) => chunk.isEntry))
  for (const chunk of needed) {
    for (const name of chunk.imports) needed.add(byName.get(name) as Chunk)
  }
  return [...needed]
}

function kilobytes(parts: (string | Uint8Array)[]): number {
  const bytes = parts.reduce((sum, part) => sum + gzipSync(part).length, 0)
  return Math.round(bytes / 100) / 10
}

import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** Kilobytes of gzipped JavaScript: what the first screen needs, and everything the app can load. */
export const FIRST_LOAD_KB = 40
export const IN_ALL_KB = 80
/** What single chunks may weigh: the figures' renderer and their poses. */
export const CHUNKS_KB: Record<string, number> = { MovingFigure: 3, _library_figures: 12 }

type Chunk = { type: 'chunk'; name: string; fileName: string; isEntry: boolean; imports: string[]; code: string }

/** Print what the app weighs, and fail the build when it outgrows its budget. */
export function sizeBudget(): Plugin {
  return {
    name: 'size-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((each) => each.type === 'chunk') as Chunk[]
      const first = kilobytes(firstLoad(chunks))
      const all = kilobytes(chunks)
      this.info(`JavaScript, gzipped: first load ${first} of ${FIRST_LOAD_KB} kB, in all ${all} of ${IN_ALL_KB} kB`)
      for (const { name, code } of chunks) {
        const [weight, most] = [kilobytes([{ code }]), CHUNKS_KB[name]]
        if (most === undefined) continue
        this.info(`${name}: ${weight} of ${most} kB`)
        if (weight > most) this.error(`${name} has outgrown its budget.`)
      }
      if (first > FIRST_LOAD_KB || all > IN_ALL_KB) this.error('The app has outgrown its budget.')
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

function kilobytes(chunks: Pick<Chunk, 'code'>[]): number {
  const bytes = chunks.reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0)
  return Math.round(bytes / 100) / 10
}

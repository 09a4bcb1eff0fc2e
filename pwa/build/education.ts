import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'
import { parse } from 'yaml'

import type { Piece } from '../src/learn/piece.ts'

const EDUCATION = resolve(import.meta.dirname, '../../backend/steadily/library/data/education.yaml')

interface Written {
  sources: Record<string, { what: string }>
  pieces: { code: string; title: string; needles: boolean; paragraphs: { text: string; from: string[] }[]; reviewed_by?: string }[]
}

/** Give the app a module of what patients may read, with what it rests on. */
export function education(): Plugin {
  return {
    name: 'education',
    resolveId: (id) => (id === 'library:education' ? `\0${id}` : null),
    load(id) {
      if (id !== '\0library:education') return null
      this.addWatchFile(EDUCATION)
      return `export default ${JSON.stringify(readEducation())}`
    },
  }
}

/** Read every piece; one that names an unknown source fails the build. */
export function readEducation(): Piece[] {
  const { sources, pieces } = parse(readFileSync(EDUCATION, 'utf8')) as Written
  return pieces.map(({ paragraphs, reviewed_by = '', ...piece }) => {
    const named = new Set(paragraphs.flatMap(({ from }) => from).filter((name) => name !== 'none'))
    const rest = [...named].map((name) => (sources[name] as { what: string }).what)
    return { ...piece, reviewed_by, paragraphs: paragraphs.map(({ text }) => text), sources: rest }
  })
}

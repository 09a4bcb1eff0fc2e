import { resolve } from 'node:path'
import type { Plugin } from 'vite'

const APP = resolve(import.meta.dirname, '..')
const TESTS = resolve(APP, '../tests/pwa')

/** Let the tests, which live outside this folder, import this folder's packages. */
export function modulesForTests(): Plugin {
  return {
    name: 'modules-for-tests',
    enforce: 'pre',
    resolveId(id, importer) {
      const bare = /^[@a-z]/.test(id) && !id.startsWith('node:')
      return bare && importer?.startsWith(TESTS) ? this.resolve(id, resolve(APP, 'src/main.tsx')) : null
    },
  }
}

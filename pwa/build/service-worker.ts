import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { build, type Plugin } from 'vite'

const NOT_CACHED = new Set(['sw.js', 'robots.txt'])
const WORKER = resolve(import.meta.dirname, '../src/sw.ts')

/** Build the service worker last, with the list of everything built and a fingerprint of each. */
export function serviceWorker(): Plugin {
  let out = ''
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(config) {
      out = resolve(config.root, config.build.outDir)
    },
    async closeBundle() {
      const files = precacheList(out)
      const worker = readFileSync(WORKER, 'utf8')
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        define: { PRECACHE: JSON.stringify(files), BUILD: JSON.stringify(fingerprint(worker + JSON.stringify(files))) },
        build: {
          outDir: out,
          emptyOutDir: false,
          target: 'es2022',
          rollupOptions: {
            input: WORKER,
            output: { format: 'iife', entryFileNames: 'sw.js' },
          },
        },
      })
    },
  }
}

/** List the built files as [address, revision]; the app's page stands first, under the address of its front door. */
export function precacheList(folder: string): [string, string][] {
  return filesIn(folder)
    .map((file): [string, string] => [relative(folder, file), fingerprint(readFileSync(file))])
    .filter(([name]) => !NOT_CACHED.has(name))
    .map(([name, revision]): [string, string] => [name === 'index.html' ? '/' : `/${name}`, revision])
    .sort(([one], [other]) => (one < other ? -1 : 1))
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]))
}

function fingerprint(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12)
}

import { mkdtempSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

import { readLibrary } from '../../../pwa/build/exercises'
import { precacheList } from '../../../pwa/build/service-worker'
import { firstLoad } from '../../../pwa/build/sizes'

const APP = resolve(import.meta.dirname, '../../../pwa')

test('the precache list has every built file but the worker, and a revision that follows the content', () => {
  const folder = mkdtempSync(join(tmpdir(), 'built-'))
  mkdirSync(join(folder, 'assets'))
  for (const name of ['index.html', 'sw.js', 'robots.txt', 'assets/main.js']) writeFileSync(join(folder, name), name)
  const before = new Map(precacheList(folder))
  writeFileSync(join(folder, 'assets/main.js'), 'changed')
  const after = new Map(precacheList(folder))

  expect([...before.keys()]).toEqual(['/', '/assets/main.js'])
  expect(after.get('/')).toBe(before.get('/'))
  expect(after.get('/assets/main.js')).not.toBe(before.get('/assets/main.js'))
})

test('the first load is the entry and all it needs, once', () => {
  const chunk = (fileName: string, isEntry: boolean, imports: string[]) => ({ type: 'chunk' as const, name: fileName, fileName, isEntry, imports, code: '' })

  const needed = firstLoad([chunk('main', true, ['shared']), chunk('shared', false, ['main']), chunk('later', false, ['shared'])])

  expect(needed.map(({ fileName }) => fileName)).toEqual(['main', 'shared'])
})

test('every exercise of the library can be shown', () => {
  const exercises = readLibrary()

  expect(exercises.length).toBeGreaterThanOrEqual(16)
  for (const exercise of exercises) {
    expect(exercise).toMatchObject({ code: expect.stringMatching(/^[A-Z]\d+$/), name: expect.any(String), steps: expect.any(Array) })
    expect((exercise.levels as { level: number }[]).map(({ level }) => level)).toEqual([1, 2, 3])
  }
})

test('the manifest makes the app installable, with icons that the project draws', () => {
  const manifest = JSON.parse(readFileSync(join(APP, 'public/manifest.webmanifest'), 'utf8'))
  const drawn = readFileSync(join(APP, 'draw_icons.py'), 'utf8')

  expect(manifest).toMatchObject({ id: '/', start_url: '/', scope: '/', display: 'standalone' })
  expect(manifest.icons.map(({ sizes, purpose }: Record<string, string>) => `${sizes} ${purpose}`)).toEqual(['192x192 any', '512x512 any', '512x512 maskable'])
  for (const { src } of manifest.icons) expect(drawn).toContain(`"${src.replace('/icons/', '')}"`)
  expect(manifest.shortcuts.length).toBeLessThanOrEqual(4)
})

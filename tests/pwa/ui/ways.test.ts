import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const SOURCES = resolve(import.meta.dirname, '../../../pwa/src')

const everything = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx'))
  .map((path) => readFileSync(join(SOURCES, path), 'utf8'))
  .join('\n')

const addresses = [...everything.matchAll(/<Route path="(\/[a-z-]*)/g)].map((match) => match[1] as string)

test('a patient can tap their way to every screen', () => {
  const unreachable = addresses.filter((address) => !new RegExp(`(href|to|back)=[{"\`]+${address}["/]`).test(everything))

  expect(addresses).toContain('/settings')
  expect(unreachable).toEqual([])
})

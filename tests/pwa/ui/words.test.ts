import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

import english from '../../../pwa/src/ui/words/en-GB.json'
import { counted, spokenDate, t } from '../../../pwa/src/ui/words'

const SOURCES = resolve(import.meta.dirname, '../../../pwa/src')

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]))
}

const screens = filesIn(SOURCES).filter((path) => path.endsWith('.tsx'))
const everything = filesIn(SOURCES).filter((path) => /\.tsx?$/.test(path)).map((path) => readFileSync(path, 'utf8')).join('\n')

/** Keys made of a fixed beginning and a value, such as reason.sore. */
const FAMILIES = [...everything.matchAll(/`([a-z_]+(?:\.[a-z_]+)*)\.\$\{[^}]+\}`/g)].map((match) => `${match[1]}.`)

test('every word is used somewhere', () => {
  const unused = Object.keys(english).filter((key) => {
    const plain = key.replace(/\.(one|other)$/, '')
    const named = everything.includes(`'${key}'`) || everything.includes(`'${plain}'`)
    return !named && !FAMILIES.some((family) => key.startsWith(family)) && !/\.(low|high)$/.test(key)
  })

  expect(unused).toEqual([])
})

test.each(screens.map((path) => [path.slice(SOURCES.length + 1), path]))('no words of its own in %s', (_, path) => {
  expect(ownWords(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true))).toEqual([])
})

const READ_ALOUD = new Set(['aria-label', 'alt', 'title', 'placeholder', 'label', 'hint', 'question', 'low', 'high', 'empty'])

/** Text between tags, and texts given to what is read out, that aren't looked up by a key. */
function ownWords(node: ts.Node): string[] {
  const text = ts.isJsxText(node) ? node.text : ts.isJsxAttribute(node) && READ_ALOUD.has(node.name.getText()) ? attribute(node) : ''
  const own = /[a-z]{2,}/i.test(text) ? [text.trim()] : []
  ts.forEachChild(node, (child) => void own.push(...ownWords(child)))
  return own
}

function attribute(node: ts.JsxAttribute): string {
  return node.initializer !== undefined && ts.isStringLiteral(node.initializer) ? node.initializer.text : ''
}

test('values stand in their gaps, and numbers bend the words', () => {
  expect(t('today.morning', { name: 'Amara' })).toBe('Good morning, Amara')
  expect([counted('amount.reps', 1), counted('amount.reps', 10)]).toEqual(['1 time', '10 times'])
  expect(spokenDate('2026-03-10')).toBe('Tuesday 10 March')
})

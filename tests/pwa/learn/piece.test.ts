import { describe, expect, it } from 'vitest'

import { readEducation } from '../../../pwa/build/education'
import type { Pack } from '../../../pwa/src/guidance/pack'
import { piecesFor } from '../../../pwa/src/learn/piece'

const PIECES = readEducation()

function packWith(phase: string, visits: unknown[]): Pack {
  return { visits, days: { '2026-03-10': { phase } } } as unknown as Pack
}

describe('what Amara may read', () => {
  it('is about needles only while she has acupuncture', () => {
    const without = piecesFor(PIECES, packWith('NO_COURSE', []))
    const within = piecesFor(PIECES, packWith('WINDOW', []))
    const booked = piecesFor(PIECES, packWith('NO_COURSE', [{}]))

    expect(without.some(({ paragraphs }) => /needle|acupuncture/i.test(paragraphs.join(' ')))).toBe(false)
    expect(without.length).toBeGreaterThan(3)
    expect(within.map(({ code }) => code)).toContain('NEEDLES')
    expect(booked).toEqual(within)
  })

  it('says what each piece rests on', () => {
    expect(PIECES.filter(({ sources }) => sources.length === 0)).toEqual([])
  })
})

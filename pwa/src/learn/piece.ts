/** What patients may read about their pain, when they like. */

import type { Pack } from '../guidance/pack'

export interface Piece {
  code: string
  title: string
  needles: boolean
  paragraphs: string[]
  sources: string[]
  reviewed_by: string
}

/** The pieces for someone: those about needles only for people who have acupuncture. */
export function piecesFor(pieces: Piece[], pack: Pack | null): Piece[] {
  const needled = pack !== null && (pack.visits.length > 0 || Object.values(pack.days).some(({ phase }) => phase !== 'NO_COURSE'))
  return pieces.filter(({ needles }) => needled || !needles)
}

/** A figure as its file says it, and as it is solved: every pose whole. */

import { BONES } from './skeleton'

export type Place = [x: number, y: number]
export type Angles = Record<string, number>

/** A pose says only what differs from the one before; `hold` lets a limb go with null. */
export type RawPose = {
  move?: number
  stay?: number
  hip?: Place
  shoulder?: Place
  turn?: number
  hold?: Record<string, Place | null>
  short?: Record<string, number>
} & { [bone: string]: unknown }

/** A place in the picture, or one beside a joint that moves with it. */
export type Anchor = [x: number, y: number, joint?: string]
/** A stroke of a thing the figure uses. */
export type Thing = [start: Anchor, end: Anchor, width: number]

/** A figure as the app carries it; the build has drawn its props. */
export interface RawFigure {
  exercise: string
  levels: number[]
  view?: 'side' | 'front' | 'above'
  frame?: [left: number, bottom: number, width: number]
  things: Thing[]
  flipped?: string[]
  highlight?: string[]
  trail?: [joint: string, first: number, last: number]
  poses: RawPose[]
}

/** The words to a figure: what it shows, and what each pose says ('' where it needs none). */
export interface Caption {
  alt: string
  words: string[]
}

export interface Pose {
  move: number
  stay: number
  at: Place
  angles: Angles
  lengths: Angles
  held: Record<string, Place>
  turn: number
}

export interface Figure extends Omit<RawFigure, 'poses'> {
  pin: 'hip' | 'shoulder'
  facingUs: boolean
  poses: Pose[]
  loopMs: number
}

const STANDING: Angles = {}
for (const bone in BONES) {
  if (!bone.startsWith('hand')) STANDING[bone] = /^(arm|fore|thigh|shin)/.test(bone) ? -90 : bone.startsWith('foot') ? 0 : 90
}

/** Fill in what each pose leaves unsaid. */
export function readFigure(raw: RawFigure): Figure {
  const pin = raw.poses[0]?.shoulder ? 'shoulder' : 'hip'
  let said: RawPose = { move: 1500, stay: 300, turn: 0, ...STANDING }
  let held: Record<string, Place> = {}
  const poses = raw.poses.map((pose) => {
    said = { ...said, ...pose, short: { ...said.short, ...pose.short } }
    held = holdOn(held, pose.hold)
    return whole(said, pin, held)
  })
  const loopMs = poses.reduce((sum, { move, stay }) => sum + move + stay, 0)
  return { ...raw, pin, facingUs: raw.view !== undefined && raw.view !== 'side', poses, loopMs }
}

function holdOn(before: Record<string, Place>, now: RawPose['hold']): Record<string, Place> {
  const held: Record<string, Place> = { ...before }
  for (const [limb, place] of Object.entries(now ?? {})) {
    if (place === null) delete held[limb]
    else held[limb] = place
  }
  return held
}

function whole(said: RawPose, pin: 'hip' | 'shoulder', held: Record<string, Place>): Pose {
  const [angles, lengths]: [Angles, Angles] = [{}, {}]
  for (const [bone, [length]] of Object.entries(BONES)) {
    angles[bone] = (said[bone] ?? said[bone.replace('hand', 'forearm')]) as number
    lengths[bone] = (length * (said.short?.[bone] ?? 100)) / 100
  }
  const { move, stay, turn } = said as Required<RawPose>
  return { move, stay, at: said[pin] as Place, angles, lengths, held, turn }
}

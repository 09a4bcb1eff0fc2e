/** What is to be seen of a figure at a moment, from back to front, as `drawing.py` says it. */

import type { Anchor, Figure, Place } from './figure'
import { BONES, HEAD_RADIUS } from './skeleton'
import { directionOf, jointsAt, poseMs, step, type Joints } from './solve'

export type Tone = 'ground' | 'prop' | 'far' | 'halo' | 'near' | 'working' | 'stripe' | 'face' | 'trail'
export interface Stroke {
  start: Place
  end: Place
  width: number
  tone: Tone
}

const BACK_TO_FRONT = [...Object.keys(BONES).filter((bone) => bone.endsWith('2')), 'belly', 'chest', 'neck', 'thigh', 'shin', 'foot']
const ARMS = ['arm', 'forearm', 'hand', 'arm2', 'forearm2', 'hand2']
const TRAIL_STEPS = 12

/** The figure as it is `ms` after its loop began, without its trail. Always as many strokes, in one order. */
export function strokesAt(figure: Figure, ms: number): Stroke[] {
  const { joints, turn } = jointsAt(figure, ms)
  const things = (carried: boolean) =>
    figure.things
      .filter(([start]) => (start.length === 3) === carried)
      .map(([start, end, width]) => stroke(placed(start, joints), placed(end, joints), width, 'prop'))
  const bones = (names: string[]) => names.flatMap((bone) => drawBone(figure, joints, bone))
  const across = (figure.facingUs ? ['arm', 'leg'] : []).map((root) =>
    stroke(joints[`${root}_root`] as Place, joints[`${root}_root2`] as Place, 9, 'near'),
  )
  const over = figure.facingUs ? ARMS : ARMS.slice(0, 3)
  const edged = over.filter((bone) => !figure.facingUs || !bone.startsWith('arm'))
  const halo = edged.map((bone) => boneStroke(joints, bone, 2.5, 'halo'))
  const ground = figure.view === 'above' ? [] : [stroke([0, -2], [140, -2], 1, 'ground')]
  return [...ground, ...things(false), ...across, ...bones(BACK_TO_FRONT.filter((bone) => !over.includes(bone))), ...head(figure, joints, turn), ...halo, ...bones(over), ...things(true)]
}

/** The way of the trailing joint, as an arrow. */
export function trail(figure: Figure): Stroke[] {
  if (!figure.trail) return []
  const [joint, first, last] = figure.trail
  const start = poseMs(figure, first) + (figure.poses[first]?.stay ?? 0)
  const end = poseMs(figure, last)
  const way = Array.from({ length: TRAIL_STEPS + 1 }, (_, number) => {
    return jointsAt(figure, start + ((end - start) * number) / TRAIL_STEPS).joints[joint] as Place
  })
  const [before, tip] = [way.at(-3) as Place, way.at(-1) as Place]
  const back = directionOf(tip, before)
  const lines = way.slice(1).map((place, number) => stroke(way[number] as Place, place, 1.2, 'trail'))
  return [...lines, ...[-30, 30].map((side) => stroke(tip, step(tip, back + side, 4), 1.2, 'trail'))]
}

function placed([x, y, joint]: Anchor, joints: Joints): Place {
  const [fromX, fromY] = joint === undefined ? [0, 0] : (joints[joint] as Place)
  return [fromX + x, fromY + y]
}

function drawBone(figure: Figure, joints: Joints, bone: string): Stroke[] {
  if (figure.highlight?.includes(bone)) {
    return [boneStroke(joints, bone, 1, 'working'), { ...boneStroke(joints, bone, 0, 'stripe'), width: 1.2 }]
  }
  return [boneStroke(joints, bone, 0, bone.endsWith('2') && !figure.facingUs ? 'far' : 'near')]
}

function boneStroke(joints: Joints, bone: string, wider: number, tone: Tone): Stroke {
  const [, from, to, width] = BONES[bone] as [number, string, string, number]
  return stroke(joints[from] as Place, joints[to] as Place, width + wider, tone)
}

function head(figure: Figure, joints: Joints, turn: number): Stroke[] {
  const [centre, neck] = [joints.head as Place, joints.shoulder as Place]
  const up = directionOf(neck, centre)
  const above = step(centre, up, 1)
  const eye = (beside: number) => dot(step(above, up - 90, beside), Math.abs(beside) > HEAD_RADIUS ? 0 : 1.8, 'face')
  const skull = dot(centre, 2 * HEAD_RADIUS, 'near')
  if (figure.facingUs) return [skull, eye(-turn / 20 - 2.5), eye(-turn / 20 + 2.5)]
  return [skull, dot(step(centre, up - 90, HEAD_RADIUS + 0.5), 3, 'near'), eye(4)]
}

function dot(place: Place, width: number, tone: Tone): Stroke {
  return stroke(place, place, width, tone)
}

function stroke(start: Place, end: Place, width: number, tone: Tone): Stroke {
  return { start, end, width, tone }
}

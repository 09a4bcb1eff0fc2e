/** Where every joint is at a moment of the loop, as `backend/steadily/library/figures/solving.py` says it. */

import type { Angles, Figure, Place, Pose } from './figure'
import { BONES, HIPS_FRONT, LIMBS, SHOULDERS_FRONT } from './skeleton'

export type Joints = Record<string, Place>
type Body = Pick<Pose, 'at' | 'angles' | 'lengths' | 'held'>
type Bone = [length: number, from: string, to: string, width: number]

/** Every joint's place, and how far the head is turned, `ms` after the loop began; it goes round. */
export function jointsAt(figure: Figure, ms: number): { joints: Joints; turn: number } {
  const [before, after, share] = moment(figure, ms % figure.loopMs)
  const [one, other] = resolved(figure, before, after)
  const angles = anglesBetween(one, other, share)
  const lengths = anglesBetween(before.lengths, after.lengths, share)
  const held: Record<string, Place> = {}
  for (const limb in before.held) {
    const [from, to] = [before.held[limb], after.held[limb]]
    if (from && to) held[limb] = placeBetween(from, to, share)
  }
  const { joints } = solve(figure, { at: placeBetween(before.at, after.at, share), angles, lengths, held })
  return { joints, turn: between(before.turn, after.turn, share) }
}

/** When a pose is reached in the loop. */
export function poseMs(figure: Figure, pose: number): number {
  let ms = 0
  for (let number = 0; number < pose; number++) ms += (figure.poses[number] as Pose).stay + (figure.poses[number + 1] as Pose).move
  return ms
}

function solve(figure: Figure, body: Body) {
  const { angles, lengths, held } = body
  const bent = { ...angles }
  const joints = trunk(figure, body)
  for (const limb in held) {
    const [upper, lower, side, front] = LIMBS[limb] as [string, string, number, number]
    const bend = (figure.facingUs ? front : side) * (figure.flipped?.includes(limb) ? -1 : 1)
    const [first, second] = reach(joints[(BONES[upper] as Bone)[1]] as Place, held[limb] as Place, lengths[upper] as number, lengths[lower] as number, bend)
    bent[upper] = nearest(first, bent[upper] as number)
    bent[lower] = nearest(second, bent[lower] as number)
  }
  for (const bone in BONES) grow(joints, bone, bent, lengths)
  return { joints, bent }
}

function moment(figure: Figure, ms: number): [Pose, Pose, number] {
  let begins = 0
  const { poses } = figure
  for (const [number, pose] of poses.entries()) {
    const after = poses[(number + 1) % poses.length] as Pose
    if (ms < begins + pose.stay) return [pose, after, 0]
    begins += pose.stay
    const share = (ms - begins) / after.move
    if (ms < begins + after.move) return [pose, after, share * share * (3 - 2 * share)]
    begins += after.move
  }
  return [poses.at(-1) as Pose, poses[0] as Pose, 1]
}

function resolved(figure: Figure, before: Pose, after: Pose): [Angles, Angles] {
  const one = solve(figure, before).bent
  const other = solve(figure, after).bent
  for (const limb in { ...before.held, ...after.held }) {
    const [upper, lower] = LIMBS[limb] as [string, string, number, number]
    for (const bone of [upper, lower]) other[bone] = nearest(other[bone] as number, one[bone] as number)
  }
  return [one, other]
}

function trunk(figure: Figure, { at, angles, lengths }: Body): Joints {
  const [belly, chest] = [angles.belly as number, angles.chest as number]
  const waist = figure.pin === 'shoulder' && step(at, chest + 180, lengths.chest as number)
  const hip = waist ? step(waist, belly + 180, lengths.belly as number) : at
  const joints: Joints = { hip }
  for (const bone of ['belly', 'chest', 'neck']) grow(joints, bone, angles, lengths)
  for (const [end, side] of [['', 90], ['2', -90]] as const) {
    joints[`arm_root${end}`] = step(joints.shoulder as Place, chest + side, figure.facingUs ? SHOULDERS_FRONT : 0)
    joints[`leg_root${end}`] = step(hip, belly + side, figure.facingUs ? HIPS_FRONT : 0)
  }
  return joints
}

function grow(joints: Joints, bone: string, angles: Angles, lengths: Angles) {
  const [, from, to] = BONES[bone] as Bone
  joints[to] = step(joints[from] as Place, angles[bone] as number, lengths[bone] as number)
}

function reach(root: Place, end: Place, one: number, two: number, bend: number): [number, number] {
  const apart = Math.hypot(end[0] - root[0], end[1] - root[1])
  const far = Math.min(Math.max(apart, Math.abs(one - two) + 0.001), one + two - 0.001)
  const opened = Math.acos((one * one + far * far - two * two) / (2 * one * far))
  const first = directionOf(root, end) + (bend * opened * 180) / Math.PI
  return [first, directionOf(step(root, first, one), end)]
}

export function step([x, y]: Place, direction: number, length: number): Place {
  const turn = (direction * Math.PI) / 180
  return [x + length * Math.cos(turn), y + length * Math.sin(turn)]
}

export function directionOf([x, y]: Place, [toX, toY]: Place): number {
  return (Math.atan2(toY - y, toX - x) * 180) / Math.PI
}

function nearest(angle: number, to: number) {
  return angle - 360 * Math.round((angle - to) / 360)
}

function anglesBetween(one: Angles, other: Angles, share: number): Angles {
  return Object.fromEntries(Object.keys(one).map((bone) => [bone, between(one[bone] as number, other[bone] as number, share)]))
}

function between(one: number, other: number, share: number) {
  return one + (other - one) * share
}

function placeBetween(one: Place, other: Place, share: number): Place {
  return [between(one[0], other[0], share), between(one[1], other[1], share)]
}

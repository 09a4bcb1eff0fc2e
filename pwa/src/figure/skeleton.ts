/** The figure's bones, as `backend/steadily/library/figures/skeleton.py` has and explains them. */

/** Each bone: its length, the joint it grows from, the joint it leads to, and how wide it is drawn. */
export const BONES: Record<string, [length: number, from: string, to: string, width: number]> = {
  belly: [14, 'hip', 'waist', 10],
  chest: [17, 'waist', 'shoulder', 11],
  neck: [12, 'shoulder', 'head', 4],
}
for (const side of ['', '2']) {
  BONES[`arm${side}`] = [15, `arm_root${side}`, `elbow${side}`, 5.5]
  BONES[`forearm${side}`] = [13, `elbow${side}`, `wrist${side}`, 4.5]
  BONES[`hand${side}`] = [5, `wrist${side}`, `fingers${side}`, 4]
}
for (const side of ['', '2']) {
  BONES[`thigh${side}`] = [21, `leg_root${side}`, `knee${side}`, 8]
  BONES[`shin${side}`] = [21, `knee${side}`, `ankle${side}`, 6.5]
  BONES[`foot${side}`] = [8, `ankle${side}`, `toes${side}`, 5]
}

/** Two bones whose end can be held at a place, and the way they bend seen from the side and from the front. */
export const LIMBS: Record<string, [upper: string, lower: string, side: number, front: number]> = {
  arm: ['arm', 'forearm', -1, -1],
  arm2: ['arm2', 'forearm2', -1, 1],
  leg: ['thigh', 'shin', 1, -1],
  leg2: ['thigh2', 'shin2', 1, 1],
}

export const HEAD_RADIUS = 7
export const SHOULDERS_FRONT = 9
export const HIPS_FRONT = 5

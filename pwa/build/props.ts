/** Things a figure uses, as strokes; `backend/steadily/library/figures/props.py` says the same and explains it. */

import type { Anchor, Thing } from '../src/figure/figure.ts'

type Where = (number | string)[]
type Numbers = [number, number, number, number]

const KINDS: Record<string, (...where: never[]) => Thing[]> = {
  chair: (x: number, seat: number) => [...stool(x, seat), line(x, seat, x - 3, seat + 26, 3)],
  stool,
  chair_turned: (x: number, seat: number) => [...stool(x, seat), line(x, seat, x - 2, seat + 26, 3)],
  table: (left: number, right: number, top: number) => [
    line(left + 2, 0, left + 2, top, 2), line(right - 2, 0, right - 2, top, 2), line(left, top, right, top, 3),
  ],
  wall: (x: number) => [line(x, 0, x, 100, 4)],
  step: (left: number, right: number, high: number) => [line(left + 1.5, 0, left + 1.5, high - 1.5, 3), line(left + 1.5, high - 1.5, right, high - 1.5, 3)],
  mat: (left: number, right: number) => [line(left, -1, right, -1, 2)],
  pillow: (x: number, y: number, width: number) => [line(x - width / 2, y, x + width / 2, y, 6)],
  bar: (...[x, y, toX, toY, width]: [...Numbers, number]) => [line(x, y, toX, toY, width)],
  strap: (joint: string, x: number, y: number) => [[at(joint), [x, y], 1.5]],
  between: (joint: string, other: string, width: number) => [[at(joint), at(other), width]],
  ball: (joint: string, width: number) => [[at(joint), at(joint), width]],
  weight: (joint: string) => [[at(joint, -3), at(joint, 3), 2], ...[-3.5, 3.5].map((x): Thing => [at(joint, x), at(joint, x), 5])],
  bag: (joint: string) => [[at(joint), at(joint, 0, -4), 1], [at(joint, 0, -9), at(joint, 0, -7), 9]],
  pack: () => [[at('shoulder', -9, -14), at('shoulder', -9, -5), 9]],
  hammer: (joint: string, x: number, y: number) => [[at(joint), at(joint, x, y), 2], [at(joint, x, y), at(joint, x, y), 5]],
}

/** Draw one thing; the build fails on one that nothing draws. */
export function strokesOf(prop: Record<string, Where>): Thing[] {
  return Object.entries(prop).flatMap(([kind, where]) => {
    const draw = KINDS[kind] as ((...where: Where) => Thing[]) | undefined
    if (draw === undefined) throw new Error(`Nothing draws a ${kind}.`)
    return draw(...where)
  })
}

function stool(x: number, seat: number): Thing[] {
  return [line(x + 1, 0, x + 1, seat, 2), line(x + 19, 0, x + 19, seat, 2), line(x, seat, x + 20, seat, 3)]
}

function line(...[x, y, toX, toY, width]: [...Numbers, number]): Thing {
  return [[x, y], [toX, toY], width]
}

function at(joint: string, x = 0, y = 0): Anchor {
  return [x, y, joint]
}

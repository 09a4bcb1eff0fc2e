/** Every figure as the app draws it, for the Python tests: how many times a loop to look comes in, strokes go out. */

import { readFigures } from '../../../pwa/build/figures'
import { strokesAt, trail } from '../../../pwa/src/figure/draw'
import { readFigure } from '../../../pwa/src/figure/figure'

const times = Number(process.argv[2])
/** A thousandth is far finer than the two may differ by. */
const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Math.round(value * 1000) / 1000 : value)

for (const raw of readFigures()) {
  const figure = readFigure(raw)
  const moments = Array.from({ length: times }, (_, number) => strokesAt(figure, (figure.loopMs * number) / times))
  process.stdout.write(`${JSON.stringify({ moments, trail: trail(figure) }, rounded)}\n`)
}

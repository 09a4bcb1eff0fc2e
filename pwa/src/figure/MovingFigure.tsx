/** A figure that moves, or its poses as numbered stills where nothing may move. */

import type { RefObject } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'

import { t } from '../ui/words'
import { strokesAt, trail, type Stroke } from './draw'
import { readFigure, type Caption, type Figure, type RawFigure } from './figure'
import { poseMs } from './solve'

interface Props {
  raw: RawFigure
  caption: Caption
  mirrored?: boolean
}

const WHOLE = [0, -6, 140] as const
const STILL = typeof matchMedia === 'undefined' ? null : matchMedia('(prefers-reduced-motion: reduce)')

export function MovingFigure({ raw, caption, mirrored = false }: Props) {
  const figure = useMemo(() => readFigure(raw), [raw])
  const [moving, setMoving] = useState(!STILL?.matches)
  if (!moving) return <Stills {...{ figure, caption, mirrored }} onMove={() => setMoving(true)} />
  return (
    <figure class="figure">
      <Moving {...{ figure, mirrored }} alt={caption.alt} />
      <button type="button" class="link" onClick={() => setMoving(false)}>{t('figure.stills')}</button>
    </figure>
  )
}

/** The figure in motion, one frame a repaint; it rests while the page is hidden. */
function Moving({ figure, mirrored, alt }: { figure: Figure; mirrored: boolean; alt: string }) {
  const lines = useRef<SVGGElement>(null)
  useEffect(() => {
    let frame = requestAnimationFrame(function show(now) {
      const strokes = strokesAt(figure, now)
      lines.current?.childNodes.forEach((line, number) => place(line as SVGLineElement, strokes[number]))
      frame = requestAnimationFrame(show)
    })
    return () => cancelAnimationFrame(frame)
  }, [figure])
  return <Picture strokes={strokesAt(figure, 0)} {...{ figure, mirrored, alt, lines }} />
}

function Stills({ figure, caption, mirrored, onMove }: { figure: Figure; caption: Caption; mirrored: boolean; onMove: () => void }) {
  const shown = caption.words.flatMap((words, number) => (words === '' ? [] : [{ number, words }]))
  return (
    <figure class="figure">
      <ol class="stills" aria-label={caption.alt}>
        {shown.map(({ number, words }) => (
          <li key={number}>
            <Picture strokes={[...strokesAt(figure, poseMs(figure, number)), ...(number === 0 ? trail(figure) : [])]} {...{ figure, mirrored }} alt="" />
            <p>{words}</p>
          </li>
        ))}
      </ol>
      <button type="button" class="link" onClick={onMove}>{t('figure.move')}</button>
    </figure>
  )
}

interface PictureProps {
  figure: Figure
  strokes: Stroke[]
  mirrored: boolean
  alt: string
  lines?: RefObject<SVGGElement | null>
}

function Picture({ figure, strokes, mirrored, alt, lines }: PictureProps) {
  const [left, bottom, width] = figure.frame ?? WHOLE
  const height = 0.8 * width
  return (
    <svg viewBox={`${left} ${-bottom - height} ${width} ${height}`} role="img" aria-label={alt} aria-hidden={alt === ''}>
      <g ref={lines ?? null} transform={mirrored ? `matrix(-1 0 0 -1 ${2 * left + width} 0)` : 'scale(1 -1)'}>
        {strokes.map(({ start, end, width, tone }, number) => (
          <line key={number} class={tone} x1={start[0]} y1={start[1]} x2={end[0]} y2={end[1]} stroke-width={width} />
        ))}
      </g>
    </svg>
  )
}

function place(line: SVGLineElement, stroke: Stroke | undefined) {
  if (stroke === undefined) return
  line.x1.baseVal.value = stroke.start[0]
  line.y1.baseVal.value = stroke.start[1]
  line.x2.baseVal.value = stroke.end[0]
  line.y2.baseVal.value = stroke.end[1]
}

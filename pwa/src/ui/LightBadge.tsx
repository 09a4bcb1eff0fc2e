import type { Light } from '../guidance/pack'
import { t, type Word } from './words'

const SHAPES: Record<Light, preact.JSX.Element> = {
  G: <circle cx="12" cy="12" r="9" />,
  A: <path d="M12 2.5 22 20.5H2z" />,
  R: <rect x="3.5" y="3.5" width="17" height="17" rx="2" />,
  X: <circle cx="12" cy="12" r="8" class="hollow" />,
}

/** How a session sat: a shape, a word and a colour, so that none of them stands alone. */
export function LightBadge({ light }: { light: Light }) {
  return (
    <span class={`light light-${light}`}>
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">{SHAPES[light]}</svg>
      {t(`light.${light}` as Word)}
    </span>
  )
}

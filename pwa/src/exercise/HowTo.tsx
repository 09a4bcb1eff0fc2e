import { lazy } from 'preact-iso'

import { t } from '../ui/words'
import type { Description, Shown } from './library'

const MovingFigure = lazy(() => import('../figure/MovingFigure').then((module) => module.MovingFigure))

interface Props {
  description: Description | undefined
  figure: Shown | undefined
  mirrored: boolean
  level: number | null
  folded: boolean
}

/** How an exercise is done: position, this version, steps, what to feel for, what to take care of. */
export function HowTo({ description, folded, ...rest }: Props) {
  if (description === undefined) return null
  if (!folded) return <section class="how-to"><Words description={description} {...rest} /></section>
  return (
    <details class="how-to">
      <summary>{t('how.title')}</summary>
      <Words description={description} {...rest} />
    </details>
  )
}

function Words({ description, figure, mirrored, level }: Omit<Props, 'folded' | 'description'> & { description: Description }) {
  const version = description.levels.find((each) => each.level === level)
  return (
    <>
      {description.pictures?.map(({ url, caption }) => <img key={url} class="picture" src={url} alt={caption} />)}
      {figure && <MovingFigure {...figure} mirrored={mirrored} />}
      <p class="lead">{description.purpose}</p>
      {description.equipment.length > 0 && <p class="hint">{t('how.equipment', { things: description.equipment.join(', ') })}</p>}
      {version && <p class="version"><strong>{t('how.version', { level: version.level, name: version.name })}</strong> {version.how}</p>}
      <h2>{t('how.steps')}</h2>
      <p>{description.position}</p>
      <ol class="steps">{description.steps.map((step) => <li key={step}>{step}</li>)}</ol>
      <Points title={t('how.cues')} points={[...description.cues]} />
      {description.common_error && <p class="hint">{t('how.error')} {description.common_error}</p>}
      {description.reviewed_by === '' && <p class="hint">{t('learn.not-reviewed')}</p>}
      {description.cautions.length > 0 && <div class="cautions"><Points title={t('how.cautions')} points={description.cautions} /></div>}
    </>
  )
}

function Points({ title, points }: { title: string; points: string[] }) {
  return points.length === 0 ? null : <><h2>{title}</h2><ul class="points">{points.map((point) => <li key={point}>{point}</li>)}</ul></>
}

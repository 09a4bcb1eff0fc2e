/** What the screen says about a session, kept with it, so that the advice given can be told later. */

import type { Exercise, Shown } from '../diary/entry'
import type { Task } from '../guidance/look'
import { light } from '../guidance/letters'
import type { Grids, Light, Message } from '../guidance/pack'
import { pack } from '../store/held'
import { day } from '../today/day'

const NAMES: Record<Light, string> = { G: 'GREEN', A: 'AMBER', R: 'RED', X: 'GREY' }

/** The clinic's sentence for how a session sat. */
export function sentenceFor(grids: Grids, session: Exercise, sat: Light): Message {
  const absolute = grids.light.any !== undefined || (session.pain_before ?? null) === null
  if (session.stop) return { text: 'T_STOP', values: { symptom: `@STOP.${session.stop}` } }
  if (sat === 'X') return { text: 'T_LIGHT_X', values: {} }
  const variant = sat === 'R' ? (absolute ? 'high' : 'rise') : absolute ? 'absolute' : 'relative'
  return { text: `T_LIGHT_${sat}`, values: { variant } }
}

/** What was on the screen when a session was saved. */
export function shownWith({ dose }: Task, session: Exercise): Shown {
  const sat = pack.value === null ? null : light(pack.value.grids, session)
  const message = pack.value === null || sat === null ? null : sentenceFor(pack.value.grids, session, sat)
  const { status, level = null, sets = null, value = null } = dose
  return {
    state: day.value?.flare.state ?? null,
    light: sat === null ? null : NAMES[sat],
    dose: { status, level, sets, value },
    texts: message === null ? [] : [message.text],
  }
}

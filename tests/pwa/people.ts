/** Amara's pack and diary, invented: a bridge exercise on the patient's third plan week, usual pain 4, T at 6. */

import { vi } from 'vitest'

import { uuidv7 } from '../../pwa/src/diary/uuid'
import { plusDays } from '../../pwa/src/diary/days'
import type { Entry, Facts, Kind } from '../../pwa/src/diary/entry'
import { hearDiary, type HeardDiary } from '../../pwa/src/guidance/diary'
import type { Device } from '../../pwa/src/store/database'
import type { Dose, DosesOfDay, FlareOutcome, Grids, Pack, PlanDay } from '../../pwa/src/guidance/pack'

export const TUESDAY = '2026-03-10'
export const WEDNESDAY = '2026-03-11'
export const THURSDAY = '2026-03-12'
export const FRIDAY = '2026-03-13'
export const MONDAY = '2026-03-09'
export const BRIDGE = '0197b1de-0000-7000-8000-000000000001'

const SCORES = [null, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
const key = (score: number | null) => (score === null ? '-' : String(score))

/** A grid over two scores, each cell a letter. */
function grid(cell: (row: number | null, column: number | null) => string): Record<string, string> {
  return Object.fromEntries(SCORES.map((row) => [key(row), SCORES.map((column) => cell(row, column)).join('')]))
}

export const DO_10: Dose = { status: 'DO', level: 2, sets: 2, value: 10, percent: 100 }

function doses(): DosesOfDay {
  return {
    due: true,
    steady: DO_10,
    eased: [{ ...DO_10, value: 8, because: ['R-PM4'] }, { ...DO_10, level: 1, value: 8, because: ['R-PM4'] }],
    flare_settle: { status: 'REST', because: ['R-FL5'] },
    flare_steady: { ...DO_10, level: 1, value: 7, because: ['R-FL5'] },
    return_early: { ...DO_10, value: 8, because: ['R-FL5'] },
    return_late: { ...DO_10, value: 9, because: ['R-FL5'] },
    hold: { status: 'SUSPENDED' },
  }
}

function planDay(): PlanDay {
  return { phase: 'WINDOW', pre_review: false, grace: false, messages: [{ text: 'T_WINDOW', values: {} }], doses: { [BRIDGE]: doses() } }
}

function outcome(change: Partial<FlareOutcome>): FlareOutcome {
  return { state: 'NONE', day: null, return_day: null, relapse: false, column: 'steady', context: 'N', text: null, values: null, note: null, ...change }
}

const LETTERS = [...'-smeb'].flatMap((pain) => [...'-smw'].flatMap((daily) => [...'tf-'].map((own) => pain + daily + own)))

/** A flare table: the patient's own word first, then pain with function, then pain alone. */
function table(own: string, both: string, pain: string, otherwise: string): Record<string, string> {
  return Object.fromEntries(
    LETTERS.map((letters) => [
      letters,
      letters[2] === 't' ? own : letters[0] === 'e' && letters[1] === 'w' ? both : letters[0] === 'e' ? pain : otherwise,
    ]),
  )
}

export function grids(): Grids {
  return {
    light: {
      any: grid((during, after) => {
        const worst = Math.max(during ?? -1, after ?? -1)
        if (worst >= 6) return 'R'
        if (worst >= 3) return 'A'
        return during === null || after === null ? 'X' : 'G'
      }),
    },
    stop_light: 'R',
    morning: Object.fromEntries(SCORES.map((am) => [key(am), am === null ? 'USN' : am >= 4 ? 'NNN' : 'SSN'])),
    final: { G: 'GAX', A: 'ARA', R: 'RRR', X: 'XAX' },
    ease: { G: '010', A: '010', R: '111', X: '010' },
    rest_next: { R: true },
    elevated: grid((now, worst) => (now === null || worst === null ? '-' : now + worst >= 12 ? 'e' : now + worst <= 10 ? 's' : 'm')),
    function_worse: Object.fromEntries(SCORES.map((score) => [key(score), score === null ? '-' : score >= 5 ? 'w' : score <= 4 ? 's' : 'm'])),
    screen: grid((now, worst) => (now === null || worst === null ? '-' : now + worst >= 14 ? 'y' : now + worst >= 12 ? 'w' : '-')),
    flare: {
      first: table('F1', 'F1', 'E', 'N'),
      later: {
        day: { N: table('F1', 'F1', 'E', 'N'), E: table('F2', 'F2', 'F2', 'N'), F: table('F+', 'F+', 'F+', 'F+'), R: table('L', 'L', 'R=', 'R=') },
        grace: { N: table('F1', 'N', 'N', 'N'), E: table('F2', 'N', 'N', 'N'), F: table('F+', 'F+', 'F+', 'F+'), R: table('L', 'L', 'R=', 'R=') },
      },
      outcomes: {
        N: outcome({}),
        E: outcome({ state: 'WATCH', context: 'E', text: 'T_WATCH', values: {} }),
        F1: outcome({ state: 'FLARE', day: 1, column: 'flare_settle', context: 'F', text: 'T_FL1', values: { x: '1' } }),
        F2: outcome({ state: 'FLARE', day: 2, column: 'flare_settle', context: 'F', text: 'T_FL1', values: { x: '2' } }),
        'F+': outcome({ state: 'FLARE', column: null, context: 'F', text: 'T_FL2' }),
        L: outcome({ state: 'FLARE', relapse: true, column: 'flare_steady', context: 'F', text: 'T_FL2' }),
        'R=': outcome({ state: 'RETURN', column: null, context: 'R', text: 'T_FL3' }),
      },
      stages: ['flare_settle', 'flare_settle', 'flare_steady'],
      stage_texts: ['T_FL1', 'T_FL1', 'T_FL2'],
    },
    safety: { RF01: 1, RF16: 1, RF06: 3, RF14: 4, RF17: 3, AC06: 5 },
    safety_effect: { RF01: 'HOLD', RF16: 'HOLD', RF06: 'HOLD', RF14: 'CAUTION', RF17: 'CAUTION', AC06: 'CAUTION' },
    safety_text: { RF01: 'T_999', RF16: 'T_999_SAFE', RF06: 'T_111', RF14: 'T_GP', RF17: 'T_111_MIND', AC06: 'T_CLINIC' },
    safety_today: { none: 'C', answered: 'C', CAUTION: 'x', HOLD: 'H' },
    next: {
      [BRIDGE]: {
        doses: [{ ...DO_10, due: true }, { status: 'REST', due: false, because: ['R-PM4'] }, { ...DO_10, value: 8, due: false, because: ['R-PM4'] }, { status: 'REST', due: false, because: ['R-FL5'] }],
        cells: nextCells(),
      },
    },
  }
}

function nextCells(): Record<string, number> {
  const cells: Record<string, number> = {}
  for (const code of ['N', 'E', 'F1'])
    for (const morning of '-SNU')
      for (const light of '-zRo')
        for (const safety of 'Cx') cells[`${code}/${morning}/${light}/${safety}`] = code === 'F1' ? 3 : light === 'R' ? 1 : morning === 'N' ? 2 : 0
  return cells
}

/** Amara's pack of Tuesday 10 March, with what a test wants different. */
export function amarasPack(change: Partial<Pack> = {}): Pack {
  return {
    revision: 'r1', protocol_version: '1.0', made_at: `${TUESDAY}T07:00:00Z`, from: TUESDAY, until: plusDays(TUESDAY, 20),
    patient: { name: 'Amara Okafor', language: 'en-GB', time_zone: 'Europe/London', regions: ['low_back'] },
    clinic: { name: 'Brook Street Clinic', phone: '01632 960123', reads_messages: 'weekdays 9 to 5', nation: 'england' },
    as_of: { safety: 'CLEAR', message: null, positives: [], flare: { state: 'NONE' }, engine_on: true },
    start: { column: 'steady', safety: 'CLEAR', flare: { state: 'NONE' } },
    known: [],
    plan: {
      id: 'plan', version: 1, starts_on: '2026-02-24',
      prescriptions: [{ id: BRIDGE, exercise: 'B4', category: 'STRENGTH', side: null, per_week: 3, priority: true, unit: 'reps', level: 2, amount: '10', sets: 2, hold_s: 3, rest_s: 60 }],
    },
    days: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [plusDays(TUESDAY, n), planDay()])),
    grids: grids(),
    safety_packs: { daily: ['ANY'], weekly: ['RF01', 'RF06', 'RF14'], flare: ['RF01', 'RF06', 'RF14'], stop: ['RF01', 'RF06'] },
    visits: [], diary: [], waiting: [],
    texts: { T_FL1: 'Flare-up plan, day {x}.', 'T_LIGHT_G.absolute': 'Comfortable range.', T_STOP: 'You noticed {symptom}.', 'STOP.sharp': 'a sharp pain' },
    ...change,
  }
}

let minute = 0

/** One entry of Amara's, made later than the one before it. */
export function entry<K extends Kind>(kind: K, on: string, data: Facts[K] | null, change: Partial<Entry> = {}): Entry {
  minute += 1
  const at = new Date(Date.parse(`${on}T08:00:00Z`) + minute * 1000)
  return { id: uuidv7(at.getTime()), kind, on, at: at.toISOString(), tz: 'Europe/London', pack_revision: 'r1', supersedes: null, shown: null, data: data as Entry['data'], ...change }
}

/** A bridge session with its worst pain. */
export function bridge(on: string, worst: number | null, change: Partial<Facts['exercise']> = {}): Entry {
  return entry('exercise', on, { prescription: BRIDGE, done: '10', prescribed: '10', pain_during: worst, pain_after: worst, ...change })
}

/** The diary with every entry still on the phone alone. */
export function unsent(pack: Pack, ...entries: Entry[]): HeardDiary {
  return hearDiary(pack, entries, new Set(entries.map(({ id }) => id)))
}

/** Amara's phone, signed in, the notice not read yet. */
export const AMARAS_PHONE: Device = {
  id: 'd1', name: 'Android phone', token: 'sd_x', patient: { id: 'amara', name: 'Amara Okafor' },
  notice: { version: '1', text: 'Read me' }, noticeReadAt: null, expired: false,
}

/** Give the page the small shelves beside its store that a browser has. */
export function shelf(): { localStorage: Storage } {
  const lies = new Map<string, string>()
  const localStorage = {
    getItem: (name: string) => lies.get(name) ?? null,
    setItem: (name: string, value: string) => void lies.set(name, value),
    clear: () => lies.clear(),
    get length() { return lies.size },
  } as Storage
  vi.stubGlobal('localStorage', localStorage)
  return { localStorage }
}

import 'fake-indexeddb/auto'

import { describe, expect, test, vi } from 'vitest'

import * as held from '../../../pwa/src/store/held'
import { findsAnother, takeUp } from '../../../pwa/src/sync/sign-in'
import { syncNow, syncState } from '../../../pwa/src/sync/syncer'
import { bridge, TUESDAY } from '../people'
import { amaraIsSignedIn, bodies, browserLocks, clinicAnswers, PHONE, problem, settled, type Answer } from './clinic'

const BENS = { ...PHONE, id: 'd2', patient: { id: 'ben', name: 'Ben Hart' } }

amaraIsSignedIn()

describe('a sign-in that ended', () => {
  test.each(['/problems/sign-in-expired', '/problems/anything-else'])('by %s keeps everything and stops asking', async (type) => {
    clinicAnswers(problem(401, type))
    await held.add(bridge(TUESDAY, 1))

    await syncNow()
    await syncNow()

    expect(held.device.value).toMatchObject({ expired: true, token: 'sd_secret' })
    expect(held.waiting.value).toHaveLength(1)
    expect(bodies).toHaveLength(1)
  })

  test('is not asked about over and over while entries wait', async () => {
    const locks = browserLocks()
    const turns = vi.spyOn(locks, 'request')
    vi.stubGlobal('navigator', { locks })
    clinicAnswers(settled('kept'))
    await held.expire(PHONE.id)
    syncState.value = 'idle' // as when the app has just been opened
    await held.add(bridge(TUESDAY, 1))

    await syncNow()
    await new Promise((later) => setTimeout(later, 50))

    expect(turns).toHaveBeenCalledTimes(1)
    expect(bodies).toEqual([])
  })

  test('and is begun again by the same patient has everything sent', async () => {
    clinicAnswers(problem(401, '/problems/sign-in-expired'), settled('kept'))
    await held.add(bridge(TUESDAY, 1))
    await syncNow()

    await takeUp({ ...PHONE, id: 'd3' })
    await syncNow()

    expect(held.device.value).toMatchObject({ id: 'd3', expired: false })
    expect(held.waiting.value).toEqual([])
    expect(held.entries.value).toHaveLength(1)
  })

  test('because the phone was signed out removes everything', async () => {
    clinicAnswers(problem(401, '/problems/device-revoked'))
    await held.add(bridge(TUESDAY, 1))

    await syncNow()

    expect(held.device.value).toBeNull()
    expect(held.entries.value).toEqual([])
    expect(syncState.value).toBe('revoked')
  })
})

describe('an answer to a sign-in that is over', () => {
  const after = (happens: () => Promise<void>, answer: Answer): Answer => async (sent, signal) => {
    await happens()
    return answer(sent, signal)
  }

  test('brings no pack back to a phone that was emptied meanwhile', async () => {
    clinicAnswers(after(() => held.forget(), settled('kept')))

    await syncNow()

    expect([held.device.value, held.pack.value, held.syncedAt.value]).toEqual([null, null, null])
  })

  test.each(['/problems/sign-in-expired', '/problems/device-revoked'])('such as %s leaves the new sign-in alone', async (type) => {
    const signsInAgain = () => held.signIn({ ...PHONE, id: 'd3' })
    clinicAnswers(after(signsInAgain, problem(401, type)), settled('kept'))
    await held.add(bridge(TUESDAY, 1))

    await syncNow()

    expect(held.device.value).toMatchObject({ id: 'd3', expired: false })
    expect(held.entries.value).toHaveLength(1)
  })
})

describe('a phone that someone else signs in to', () => {
  test('first sends what waits as its owner', async () => {
    clinicAnswers(settled('kept'))
    await held.add(bridge(TUESDAY, 1))

    expect(await findsAnother(BENS)).toBe(false)
    expect(bodies[0]?.entries).toHaveLength(1)
  })

  test('keeps what could not be sent until it is let go', async () => {
    clinicAnswers(problem(401, '/problems/sign-in-expired'))
    await held.add(bridge(TUESDAY, 1))

    expect(await findsAnother(BENS)).toBe(true)
    expect(held.device.value?.patient.id).toBe('amara')
    expect(held.entries.value).toHaveLength(1)
  })

  test('keeps what was refused, too', async () => {
    clinicAnswers(settled('refused', { type: 'x', detail: 'No.' }))
    await held.add(bridge(TUESDAY, 1))

    expect(await findsAnother(BENS)).toBe(true)
  })

  test('asks nothing where it is the same person', async () => {
    await held.add(bridge(TUESDAY, 1))

    expect(await findsAnother({ ...PHONE, id: 'd3' })).toBe(false)
  })

  test('forgets the one before once it is taken up', async () => {
    clinicAnswers(settled('kept'))
    await held.add(bridge(TUESDAY, 1))

    await takeUp(BENS)
    await syncNow()

    expect(held.entries.value).toEqual([])
    expect(bodies.flatMap(({ entries }) => entries)).toEqual([])
  })
})

describe('what the clinic refused', () => {
  test('is sent once more when asked', async () => {
    clinicAnswers(settled('refused', { type: 'x', detail: 'No.' }), settled('kept'))
    const entry = bridge(TUESDAY, 1)
    await held.add(entry)
    await syncNow()

    await held.sendAgain([entry.id])
    await syncNow()

    expect([held.waiting.value, held.refused.value]).toEqual([[], []])
  })

  test('is gone once let go, and nothing else is', async () => {
    clinicAnswers(settled('refused', { type: 'x', detail: 'No.' }))
    const [bad, other] = [bridge(TUESDAY, 1), bridge(TUESDAY, 2)]
    for (const entry of [bad, other]) await held.add(entry)
    await syncNow()

    await held.letGo([bad.id])

    expect(held.entries.value).toEqual([other])
    expect(held.refused.value.map(({ entry }) => entry.id)).toEqual([other.id])
  })
})

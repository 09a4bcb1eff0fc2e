/** Signing this phone in with a code, and out again. */

import * as held from '../store/held'
import type { Device } from '../store/database'
import { apiClient, readProblem } from './client'
import { nudge, syncNow } from './syncer'

/** What went wrong, with the sentence to show; `field` is the one to look at, if any. */
export interface SignInRefusal {
  field: 'code' | 'year_of_birth' | null
  detail: string | null
}

export interface Asked {
  code: string
  year_of_birth: number
  device_name: string
}

/** Ask for a sign-in. Gives the new device, or why not; a null detail means that nobody could be reached. */
export async function askToSignIn(asked: Asked): Promise<Device | SignInRefusal> {
  try {
    const { data, error } = await apiClient(null).POST('/api/v1/activate', { body: asked })
    return isActivation(data) ? newDevice(data) : refusal(error)
  } catch {
    return { field: null, detail: null }
  }
}

/** Whether entries of another person are still on this phone, which must never be sent as this one's; what can still be sent
 * as that person's own is sent first. */
export async function findsAnother(device: Device): Promise<boolean> {
  if (belongsToAnother(device)) await syncNow()
  return belongsToAnother(device)
}

function belongsToAnother(device: Device): boolean {
  const current = held.device.value
  return current !== null && current.patient.id !== device.patient.id && held.outbox.value.length > 0
}

/** Take the sign-in up. Another person's diary is removed first. */
export async function takeUp(device: Device): Promise<void> {
  const current = held.device.value
  if (current !== null && current.patient.id !== device.patient.id) await held.forget()
  const read = current?.patient.id === device.patient.id && current.notice.version === device.notice.version
  await held.signIn({ ...device, noticeReadAt: read ? current.noticeReadAt : null })
  nudge()
}

/** Give a sign-in back that is not taken up here after all; without signal the clinic can end it from its side. */
export async function giveBack({ id, token }: Device): Promise<void> {
  await apiClient(token).DELETE('/api/v1/me/devices/{id}', { params: { path: { id } } }).catch(() => undefined)
}

/** Sign out here, and at the clinic where it can be reached; the phone is emptied either way. */
export async function signOut(): Promise<void> {
  const device = held.device.value
  await held.forget()
  if (device !== null) await giveBack(device)
}

type Activation = Pick<Device, 'token' | 'patient' | 'notice'> & { device: { id: string; name: string } }

function isActivation(body: unknown): body is Activation {
  if (typeof body !== 'object' || body === null) return false
  const { token, device, patient, notice } = body as Record<string, unknown>
  return typeof token === 'string' && [device, patient, notice].every((part) => typeof part === 'object' && part !== null)
}

function newDevice({ token, device, patient, notice }: Activation): Device {
  return { id: device.id, name: device.name, token, patient, notice, noticeReadAt: null, expired: false }
}

function refusal(body: unknown): SignInRefusal {
  const problem = readProblem(body)
  const pointer = problem?.errors[0]?.pointer
  const field = pointer === '/code' ? 'code' : pointer === '/year_of_birth' ? 'year_of_birth' : null
  return { field, detail: problem?.detail ?? null }
}

/** The only door to the network: calls typed by the API's own schema, none of them longer than half a minute. */

import createClient from 'openapi-fetch'

import type { paths } from './api'

const LONGEST_MS = 30_000

/** A client of the clinic's API; `token` signs the phone in. */
export function apiClient(token: string | null) {
  const headers = token === null ? {} : { Authorization: `Bearer ${token}` }
  return createClient<paths>({
    baseUrl: location.origin,
    headers,
    fetch: (request) => fetch(request, { signal: AbortSignal.timeout(LONGEST_MS), cache: 'no-store', credentials: 'omit' }),
  })
}

/** A refusal as RFC 9457 tells it; read with care, for what answers may be a stranger. */
export interface ApiProblem {
  type: string
  detail: string
  errors: { pointer: string; detail: string }[]
}

export function readProblem(body: unknown): ApiProblem | null {
  if (typeof body !== 'object' || body === null) return null
  const { type, detail, errors } = body as Record<string, unknown>
  if (typeof type !== 'string' || typeof detail !== 'string') return null
  return { type, detail, errors: Array.isArray(errors) ? (errors as ApiProblem['errors']) : [] }
}

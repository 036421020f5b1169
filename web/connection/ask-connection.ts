// The two routes of the server about connections. A refusal is an Error with its sentence.
import type { ConnectionToCheck } from '../../server/connection/contract.ts'
import type { ConnectionNow, ConnectionReport } from '../../server/valkey/contract.ts'

export function readConnection(signal: AbortSignal): Promise<ConnectionNow> {
  return ask('/api/connection', { signal, cache: 'no-store' })
}

export function checkConnection(body: ConnectionToCheck): Promise<ConnectionReport> {
  return ask('/api/connection-check', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  })
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(path, init)
  const body = await response.json()
  if (response.ok) return body as T
  throw new Error((body as { detail?: string }).detail ?? `${response.status}`)
}

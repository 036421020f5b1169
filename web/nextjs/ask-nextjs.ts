// The workbook's routes about the Next.js app. A refusal is an Error with its sentence.
import type { NextjsState, Way, WayResult } from '../../server/nextjs/contract.ts'

export const readNextjs = (signal: AbortSignal): Promise<NextjsState | 'not here'> =>
  askState('/api/nextjs', { signal, cache: 'no-store' })

export const startNextjs = () => askState('/api/nextjs/start', { method: 'POST' })
export const stopNextjs = () => askState('/api/nextjs/stop', { method: 'POST' })

/** Sends a way's requests and waits for all of their answers. */
export async function tryWay(way: Way): Promise<WayResult> {
  const response = await fetch('/api/nextjs/try', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ way }),
    signal: AbortSignal.timeout(60_000),
  })
  return read(response)
}

/** A room has no such routes. */
async function askState(path: string, init: RequestInit): Promise<NextjsState | 'not here'> {
  const response = await fetch(path, init)
  return response.status === 404 ? 'not here' : read(response)
}

async function read<T>(response: Response): Promise<T> {
  const body = await response.json()
  if (response.ok) return body as T
  throw new Error((body as { detail?: string }).detail ?? `${response.status}`)
}

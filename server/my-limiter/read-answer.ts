import type { LastAnswer } from './contract.ts'

/** The first policy that an answer's RateLimit-Policy names, `"default";q=5;w=60`; null where it names none. */
export function readPolicy(
  headers: readonly [name: string, value: string][],
): { limit: number; windowSeconds: number } | null {
  const [first = ''] = fieldOf(headers, 'ratelimit-policy').split(',')
  const limit = parameter(first, 'q') ?? 0
  const windowSeconds = parameter(first, 'w') ?? 0
  return limit > 0 && windowSeconds > 0 ? { limit, windowSeconds } : null
}

/** What an answer says about its client; `refusedBefore`: how many were refused in a row before it. */
export function readAnswer(
  { status, headers }: { status: number; headers: readonly [name: string, value: string][] },
  refusedBefore: number,
): LastAnswer {
  const [first = ''] = fieldOf(headers, 'ratelimit').split(',')
  const isRefusal = status === 429
  const retryAfter = /^\d{1,9}$/.exec(fieldOf(headers, 'retry-after').trim())
  return {
    remaining: parameter(first, 'r'),
    resetMs: inMs(parameter(first, 't')),
    retryAfterMs: isRefusal && retryAfter ? inMs(Number(retryAfter[0])) : null,
    refused: isRefusal ? refusedBefore + 1 : 0,
  }
}

function inMs(seconds: number | null): number | null {
  return seconds === null ? null : seconds * 1000
}

function fieldOf(headers: readonly [name: string, value: string][], wanted: string): string {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? ''
}

function parameter(item: string, name: string): number | null {
  const found = new RegExp(`;\\s*${name}=(\\d{1,9})(?!\\d)`).exec(item)?.[1]
  return found === undefined ? null : Number(found)
}

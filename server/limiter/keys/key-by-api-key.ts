import { validateHeaderName } from 'node:http'
import type { Request } from 'express'
import { shortHash } from './key-part.ts'
import { keyText } from './key-text.ts'

/**
 * Counts per API key, read from a header: `api-key:<first 32 hex digits of its SHA-256>`. The key itself is a secret
 * and is never written to Valkey, where a backup, MONITOR or a colleague would show it.
 * Of `authorization` only the credentials count, not the scheme: `Bearer x` and `bearer x` are one client.
 *
 * Mount the limiter after the check that the key is a real one: whoever may invent keys has a fresh counter for each.
 * A request without the header counts by `fallback`, for example `keyByIp()`; without one the returned function throws.
 *
 * @throws TypeError at construction when `header` is no header name
 */
export function keyByApiKey({
  header = 'x-api-key',
  fallback,
}: {
  header?: string
  fallback?: (req: Request) => string
} = {}): (req: Request) => string {
  validateHeaderName(header)
  const name = header.toLowerCase()

  return function apiKey(req) {
    const sent = String(req.headers[name] ?? '').trim()
    const secret = name === 'authorization' ? sent.replace(/^\S+\s+/, '') : sent
    if (secret !== '') return `api-key:${shortHash(secret)}`
    if (fallback) return keyText(fallback(req))
    throw new Error(
      `The request has no ${header} header to count by. Mount the limiter after the check of the API key, or give keyByApiKey a fallback such as { fallback: keyByIp() }.`,
    )
  }
}

/** The first policy that an answer's RateLimit-Policy names, `"default";q=5;w=60`; null where it names none. */
export function policyTold(
  headers: readonly [name: string, value: string][],
): { limit: number; windowSeconds: number } | null {
  const field = headers.find(([name]) => name.toLowerCase() === 'ratelimit-policy')?.[1] ?? ''
  const [first = ''] = field.split(',')
  const limit = Number(/;\s*q=(\d{1,9})(?!\d)/.exec(first)?.[1])
  const windowSeconds = Number(/;\s*w=(\d{1,9})(?!\d)/.exec(first)?.[1])
  return limit > 0 && windowSeconds > 0 ? { limit, windowSeconds } : null
}

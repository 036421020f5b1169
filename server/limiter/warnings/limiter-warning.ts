/** Something about how a limiter is set up that makes it count wrongly, or a listener that fails; requests are served all the same. */
export type LimiterWarning = {
  code:
    | 'CLIENT_TRIES_AGAIN'
    | 'CLIENT_MIXES_SLOTS'
    | 'TRUST_PROXY_UNSET'
    | 'TRUST_PROXY_ALL'
    | 'FORWARDED_UNREAD'
    | 'MOUNTED_TWICE'
    | 'SAME_KEY'
    | 'SHARED_KEYS'
    | 'ROUTE_UNNAMED'
    | 'NOT_COUNTED'
    | 'KEY_REPLACED'
    | 'FALLBACK_FULL'
    | 'CALLBACK_FAILED'
  /** What happens, to whom, and what to do. */
  message: string
}

/** Where warnings go unless `onWarning` says otherwise: Node prints them on stderr with their code. */
export function emitWarning({ code, message }: LimiterWarning): void {
  process.emitWarning(message, { type: 'RateLimitWarning', code })
}

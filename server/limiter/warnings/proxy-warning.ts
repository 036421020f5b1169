import type { Application, Request } from 'express'
import { emitWarning, type LimiterWarning } from './limiter-warning.ts'

const guide = 'https://expressjs.com/en/guide/behind-proxies.html'

/** Several limiters of one app say it once between them. */
const warned = new WeakSet<Application>()

/**
 * Looks at each request that came through a proxy, until it has warned: tells `onWarning`, once per app, when Express'
 * `trust proxy` makes its `req.ip` useless for counting: not set (everybody behind the proxy is one client), `true`
 * (anybody is whoever they say), or set for a proxy that sends only `Forwarded`, which Express does not read.
 */
export function createProxyWarning({
  onWarning = emitWarning,
}: {
  onWarning?: (warning: LimiterWarning) => void
} = {}): (req: Request) => void {
  return function warnAboutProxy(req) {
    const { headers } = req
    const forwardedFor = headers['x-forwarded-for']
    if (!forwardedFor && !headers.forwarded) return
    // Another framework's request has no app that says whom it trusts.
    const app: Application | undefined = req.app
    if (typeof app?.get !== 'function' || warned.has(app)) return
    const header = forwardedFor ? 'X-Forwarded-For' : 'Forwarded'
    const warning = judge(app.get('trust proxy'), header)
    if (!warning) return
    warned.add(app)
    onWarning(warning)
  }
}

function judge(trustProxy: unknown, header: string): LimiterWarning | undefined {
  if (trustProxy === true) {
    return {
      code: 'TRUST_PROXY_ALL',
      message: `A request came with the header ${header}, and Express' "trust proxy" is true: whoever sends that header chooses the address they are counted by, and so passes every limit. Set it to the number of your proxies or to their addresses, for example app.set('trust proxy', 1). See ${guide}`,
    }
  }
  const unset = !trustProxy || (Array.isArray(trustProxy) && trustProxy.length === 0)
  if (!unset) return header === 'Forwarded' ? forwardedUnread : undefined
  return {
    code: 'TRUST_PROXY_UNSET',
    message: `A request came with the header ${header}, but Express' "trust proxy" is not set: if a proxy stands before this app, all clients behind it have the proxy's address and share one counter. Set it to the number of your proxies or to their addresses, for example app.set('trust proxy', 1). Without a proxy somebody made that header up, and all is well. See ${guide}`,
  }
}

const forwardedUnread: LimiterWarning = {
  code: 'FORWARDED_UNREAD',
  message: `A request came with the header Forwarded and without X-Forwarded-For. Express reads only the second, so all clients behind this proxy have the proxy's address and share one counter. Let the proxy send X-Forwarded-For. See ${guide}`,
}

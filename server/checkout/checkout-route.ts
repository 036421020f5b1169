import type { Request, RequestHandler } from 'express'
import { sendProblem } from '../http/problems.ts'
import type { Checkout } from './contract.ts'

/**
 * Tells where the checkout lies, and only to this machine itself: elsewhere the path would open nothing and is nobody's
 * business. The socket's address and the client's, which a trusted proxy names, must both be this machine's: behind a
 * proxy on this machine every socket is. Mount it only where the workbook serves one learner.
 */
export function createCheckoutRoute(root: string): RequestHandler {
  const checkout: Checkout = { root }
  return function tellCheckout(req, res) {
    if (isLoopback(req.socket.remoteAddress) && isLoopback(req.ip) && !isForwarded(req)) {
      return res.json(checkout)
    }
    sendProblem(res, {
      status: 404,
      title: 'Not on this machine',
      detail: 'File names open an editor only on the machine that the workbook runs on.',
    })
  }
}

/** A proxy that nobody told the workbook to trust: for whom it asks is unknown. */
function isForwarded(req: Request): boolean {
  const trusts = req.app.get('trust proxy')
  const forwarded = req.headers['x-forwarded-for'] ?? req.headers.forwarded
  return forwarded !== undefined && (trusts === undefined || trusts === false || trusts === 0)
}

function isLoopback(address = ''): boolean {
  return /^(::ffff:)?127\.|^::1$/.test(address)
}

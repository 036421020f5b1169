import type { RequestHandler } from 'express'
import { sendProblem } from '../problems.ts'
import type { Checkout } from './contract.ts'

/**
 * Tells where the checkout lies, and only to this machine itself: elsewhere the path would open nothing and is nobody's
 * business. Mount it only where the workbook serves one learner.
 */
export function createCheckoutRoute(root: string): RequestHandler {
  const checkout: Checkout = { root }
  return function tellCheckout(req, res) {
    if (isLoopback(req.socket.remoteAddress)) {
      return res.set('Cache-Control', 'no-store').json(checkout)
    }
    sendProblem(res, {
      status: 404,
      title: 'Not on this machine',
      detail: 'File names open an editor only on the machine that the workbook runs on.',
    })
  }
}

function isLoopback(address = ''): boolean {
  return /^(::ffff:)?127\.|^::1$/.test(address)
}

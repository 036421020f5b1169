import { useEffect, useState } from 'react'
import type { Checkout } from '../../server/checkout/contract.ts'
import { ask } from '../core/ask.ts'
import { loadSession } from '../core/session.ts'

let asked: Promise<Checkout | null> | undefined

/**
 * Where the checkout lies; null while unknown, 'elsewhere' when the workbook runs on another machine than this browser.
 * @param wanted false: nobody needs it, so the server isn't asked
 */
export function useCheckout(wanted: boolean): Checkout | 'elsewhere' | null {
  const [checkout, setCheckout] = useState<Checkout | 'elsewhere' | null>(null)

  useEffect(() => {
    if (!wanted) return
    let current = true
    asked ??= askOnce()
    asked.then(
      (found) => current && setCheckout(found ?? 'elsewhere'),
      () => {
        // The server is away: whoever asks next asks again.
        asked = undefined
      },
    )
    return () => {
      current = false
    }
  }, [wanted])

  return checkout
}

async function askOnce(): Promise<Checkout | null> {
  if ((await loadSession()).mode === 'room') return null
  const reply = await ask<Checkout>('/api/checkout')
  if (reply.is === 'answered') return reply.body
  if (reply.is === 'refused' && reply.status === 404) return null
  throw new Error(reply.detail)
}

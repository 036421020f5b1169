import { expect, inject, test } from 'vitest'
import { openTestClient } from '../open-test-client.ts'
import slowScript from './wrong/slow-script.lua?raw'

test('a hit on another connection waits until a slow script has ended', async () => {
  const one = await openTestClient(inject('valkey'))
  const other = await openTestClient(inject('valkey'))
  try {
    await Promise.all([one.ping(), other.ping()])
    let ended = false
    const script = one.eval(slowScript, 0, 0.3).finally(() => {
      ended = true
    })
    let hits = 0
    while (!ended) {
      await other.incr('rate:127.0.0.1')
      hits += 1
    }
    expect(await script).toBe('done')
    // A few may come before the script. Beside it there would be thousands in 0.3 s of processor time.
    expect(hits, 'hits that were answered before the script had ended').toBeLessThan(50)
  } finally {
    one.disconnect()
    other.disconnect()
  }
})

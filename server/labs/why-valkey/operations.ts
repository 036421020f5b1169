// Claim 3, "compatibility": what a rate limiter does with its store, one operation after the other. Each gets an empty
// server, and gives what it got in short, or throws what is wrong.
import assert from 'node:assert/strict'
import type { Redis } from 'ioredis'
import { createAlgorithm } from '../../limiter/algorithms/algorithm-script.ts'
import { algorithmNames } from '../../limiter/algorithms/algorithms.ts'
import { createFixedWindow } from '../../limiter/algorithms/fixed-window/fixed-window.ts'
import { createGroupedFixedWindow } from '../../limiter/algorithms/fixed-window/group-commit.ts'
import { createSeveralPolicies } from '../../limiter/counting/several-policies.ts'
import { visitLimitedApp } from './visit-limited-app.ts'

export type Operation = {
  name: string
  run(valkey: Redis): Promise<string>
}

const limit = 5
const windowSeconds = 3600

export const operations: Operation[] = [
  {
    name: 'INCR, EXPIRE, PTTL',
    async run(valkey) {
      assert.equal(await valkey.incr('rate:a'), 1)
      assert.equal(await valkey.expire('rate:a', 60), 1)
      const ttlMs = await valkey.pttl('rate:a')
      assert.ok(ttlMs > 0 && ttlMs <= 60_000, `PTTL was ${ttlMs}`)
      return `1, then PTTL ${ttlMs}`
    },
  },
  {
    name: 'SET with NX, EX and KEEPTTL',
    async run(valkey) {
      assert.equal(await valkey.set('rate:a', 1, 'EX', 60, 'NX'), 'OK')
      assert.equal(await valkey.set('rate:a', 9, 'EX', 60, 'NX'), null)
      assert.equal(await valkey.set('rate:a', 2, 'KEEPTTL'), 'OK')
      assert.equal(await valkey.ttl('rate:a'), 60)
      return 'OK, nil, OK'
    },
  },
  {
    name: 'pipeline, MULTI and EXEC',
    async run(valkey) {
      const piped = await valkey.pipeline().incr('rate:a').incr('rate:a').get('rate:a').exec()
      const multi = await valkey.multi().incr('rate:a').pttl('rate:a').exec()
      const got = [...(piped ?? []), ...(multi ?? [])].map(([, reply]) => String(reply)).join(', ')
      assert.equal(got, '1, 2, 2, 3, -1')
      return got
    },
  },
  {
    name: 'fixed-window.lua, six hits',
    async run(valkey) {
      const hit = createFixedWindow({ valkey, windowSeconds })
      const counts = []
      for (let i = 0; i < 6; i += 1) counts.push((await hit('rate:a')).count)
      assert.deepEqual(counts, [1, 2, 3, 4, 5, 6])
      return counts.join(', ')
    },
  },
  {
    name: 'fixed-window.lua after SCRIPT FLUSH',
    async run(valkey) {
      const hit = createFixedWindow({ valkey, windowSeconds })
      await hit('rate:a')
      await valkey.script('FLUSH')
      assert.equal((await hit('rate:a')).count, 2)
      return 'NOSCRIPT, sent again, 2'
    },
  },
  {
    name: 'repair of a key without a TTL',
    async run(valkey) {
      const hit = createFixedWindow({ valkey, windowSeconds })
      await hit('rate:a')
      await valkey.persist('rate:a')
      assert.equal(await valkey.pttl('rate:a'), -1)
      const { ttlMs } = await hit('rate:a')
      assert.ok(ttlMs > 0, `the TTL after the hit was ${ttlMs}`)
      return `PTTL -1, then ${ttlMs}`
    },
  },
  {
    name: 'group commit, 50 hits at once on 2 keys',
    async run(valkey) {
      const hit = createGroupedFixedWindow({ valkey, windowSeconds })
      const hits = await Promise.all(
        Array.from({ length: 50 }, (_, i) => hit(i % 2 === 0 ? 'rate:a' : 'rate:b')),
      )
      const sum = hits.reduce((total, { count }) => total + count, 0)
      assert.equal(sum, 25 * 26)
      assert.deepEqual(await valkey.mget('rate:a', 'rate:b'), ['25', '25'])
      return '25 and 25'
    },
  },
  ...algorithmNames
    .filter((name) => name !== 'fixed-window')
    .map((name) => ({
      name: `${name}, a burst of 8 at a limit of 5`,
      async run(valkey: Redis) {
        const decide = createAlgorithm({ algorithm: name, valkey, limit, windowSeconds })
        let allowed = 0
        for (let i = 0; i < 8; i += 1) if ((await decide('rate:a')).allowed) allowed += 1
        assert.equal(allowed, limit)
        return `${allowed} allowed`
      },
    })),
  {
    name: 'two policies in one call',
    async run(valkey) {
      const decide = createSeveralPolicies({
        valkey,
        policies: [
          { algorithm: 'gcra', limit: 3, windowSeconds },
          { algorithm: 'fixed-window', limit: 100, windowSeconds },
        ],
      })
      let allowed = 0
      for (let i = 0; i < 5; i += 1) {
        const decisions = await decide(['rate:a', 'rate:b'])
        if (decisions.every((decision) => decision.allowed)) allowed += 1
      }
      assert.equal(allowed, 3)
      return `${allowed} allowed`
    },
  },
  {
    name: 'rateLimit() in Express, six requests',
    async run(valkey) {
      const statuses = await visitLimitedApp({ valkey, limit, windowSeconds, visits: 6 })
      assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429])
      return statuses.join(', ')
    },
  },
  {
    name: 'PUBLISH and SUBSCRIBE',
    async run(valkey) {
      const subscriber = valkey.duplicate({ enableOfflineQueue: true })
      try {
        const received = new Promise<string>((resolve) =>
          subscriber.once('message', (_, text) => resolve(text)),
        )
        await subscriber.subscribe('hits')
        assert.equal(await valkey.publish('hits', 'one'), 1)
        assert.equal(await received, 'one')
        return 'one'
      } finally {
        subscriber.disconnect()
      }
    },
  },
  {
    name: 'INFO, SLOWLOG and LATENCY',
    async run(valkey) {
      assert.match(await valkey.info('memory'), /^used_memory:\d+/m)
      assert.ok(Array.isArray(await valkey.slowlog('GET', 1)))
      assert.ok(Array.isArray(await valkey.call('LATENCY', 'LATEST')))
      return 'all answered'
    },
  },
]

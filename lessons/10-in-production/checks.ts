// What a limiter must do when Valkey does not answer. lesson.test.ts runs these on the solution, on your copy and on the
// server's own middleware; wrong.test.ts proves that they catch the mistakes the lesson speaks of.
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import * as limits from './check-limits.ts'
import type { Check } from './visit-limited-app.ts'
import { type RateLimit, type Visit, visitLimitedApp } from './visit-limited-app.ts'

const key = 'rate:127.0.0.1'
const deadlineMs = 150
/** For what has to be in time on a busy machine as well. */
const longDeadlineMs = 2500

const silentAndClosed: Check = async (parts) => {
  await silentByDeadline(parts)
  await silentByDefault(parts)
}

const silentByDeadline: Check = async (parts) => {
  // Beside it one with a longer deadline is asked a moment sooner. Which one answers first is no matter of the machine's speed.
  const seen: string[] = []
  const limiterOf = (who: string) => ({ ...parts, rateLimit: noting(seen, who, parts.rateLimit) })
  const patient = { ...limiterOf('the longer'), deadlineMs: longDeadlineMs }
  await visitLimitedApp(patient, async (longer) => {
    const hasty = { ...limiterOf('the shorter'), deadlineMs }
    await visitLimitedApp(hasty, async ({ send, proxy, handled }) => {
      longer.proxy.freeze()
      proxy.freeze()
      void longer.send()
      while (seen.length === 0) await wait(5)
      const { status, header, text } = await send()
      expect(
        status,
        `fail closed, Valkey is silent, deadline ${deadlineMs} ms: a request gets`,
      ).toBe(503)
      expect(header('Retry-After'), 'Retry-After of the 503').toMatch(/^[1-9]\d*$/)
      expect(header('Content-Type')?.split(';')[0], 'Content-Type of the 503').toBe(
        'application/problem+json',
      )
      expect(JSON.parse(text), 'the body of the 503').toMatchObject({
        type: 'https://iana.org/assignments/http-problem-types#temporary-reduced-capacity',
        status: 503,
      })
      expect(handled(), 'how many uncounted requests reached the handler').toBe(0)
      expect(
        seen.find((what) => what.endsWith('answered')),
        `Valkey is silent for two limiters, their deadlineMs is ${longDeadlineMs} and, asked later, ${deadlineMs}: the first that gave up`,
      ).toBe('the shorter answered')
    })
  })
}

/** Without options: fail closed, after half a second. */
const silentByDefault: Check = async (parts) => {
  await visitLimitedApp(parts, async ({ send, proxy, handled }) => {
    proxy.freeze()
    const { status } = await send()
    expect(
      status,
      'Valkey is silent, no deadlineMs and no onFailure are given: a request gets',
    ).toBe(503)
    expect(handled(), 'how many uncounted requests reached the handler').toBe(0)
  })
}

const silentAndOpen: Check = async (parts) => {
  await visitLimitedApp(
    { ...parts, deadlineMs, onFailure: 'failOpen' },
    async ({ send, proxy, handled }) => {
      proxy.freeze()
      const { status } = await send()
      expect(status, `fail open, Valkey is silent, deadline ${deadlineMs} ms: a request gets`).toBe(
        200,
      )
      expect(handled(), 'how often the handler was called for it').toBe(1)
    },
  )
}

const slowButInTime: Check = async (parts) => {
  await visitLimitedApp(
    { ...parts, limit: 1, deadlineMs: longDeadlineMs },
    async ({ send, proxy }) => {
      proxy.delay(100)
      const statuses = [await send(), await send()].map(({ status }) => status)
      expect(statuses, 'two requests, limit 1, Valkey 100 ms slow, deadline 2500 ms').toEqual([
        200, 429,
      ])
    },
  )
}

const answeredLeavesNoTimer: Check = async (parts) => {
  await visitLimitedApp({ ...parts, deadlineMs: 10_000 }, async ({ send }) => {
    const before = timers()
    const requests = 40
    for (let sent = 0; sent < requests; sent += 1) await send()
    // The other checks have a few of their own, which come and go.
    for (let turn = 0; turn < 20 && timers() > before + requests / 2; turn += 1) await wait(20)
    expect(
      timers() - before,
      `how many timers ${requests} requests, answered long before their deadline of 10 s, left running`,
    ).toBeLessThanOrEqual(requests / 2)
  })
}

const lostReplyCountsOnce: Check = async (parts) => {
  for (const [onFailure, expected] of [
    ['failClosed', 503],
    ['failOpen', 200],
  ] as const) {
    await parts.valkey.del(key)
    const policy = { ...parts, deadlineMs: longDeadlineMs, onFailure }
    await visitLimitedApp(policy, async ({ send, proxy, handled, told }) => {
      await send()
      proxy.cutBeforeReply()
      const { status } = await send()
      expect(
        await parts.valkey.get(key),
        'the counter after two requests, the second one’s reply lost: a second try counts it twice',
      ).toBe('2')
      expect(status, `${onFailure}: a request whose reply was lost`).toBe(expected)
      expect(handled(), `${onFailure}: how many of the two requests reached the handler`).toBe(
        expected === 200 ? 2 : 1,
      )
      expect(told.length, `${onFailure}: how often onError was told of the lost reply`).toBe(1)
    })
  }
}

const lateReplyCountsOnce: Check = async (parts) => {
  await visitLimitedApp({ ...parts, deadlineMs }, async (visit) => {
    visit.proxy.freeze()
    await visit.send()
    visit.proxy.heal()
    const requests = 1 + (await backToCounting(visit))
    expect(
      Number(await parts.valkey.get(key)),
      `the counter after ${requests} requests, the first one past its deadline: none may count twice`,
    ).toBeLessThanOrEqual(requests)
  })
}

const oneAnswerEach: Check = async (parts) => {
  for (const [onFailure, calls] of [
    ['failClosed', 1],
    ['failOpen', 2],
  ] as const) {
    await parts.valkey.del(key)
    await visitLimitedApp({ ...parts, deadlineMs, onFailure }, async (visit) => {
      visit.proxy.freeze()
      const { status } = await visit.send()
      visit.proxy.heal()
      if (status === 'no answer') return // It hangs: the checks above say so.
      // Answers come in order, so the late one has been heard of when a new one is counted.
      const passed = visit.handled()
      const more = await backToCounting(visit)
      const uncounted = onFailure === 'failOpen' ? more - 1 : 0
      expect(
        visit.handled() - uncounted,
        `${onFailure}: how often the handler was called, ${passed} times for the request that was not counted and once for the next one: never for a late answer`,
      ).toBe(calls)
      expect(visit.broken, 'errors from answering a request twice').toEqual([])
    })
  }
}

const somebodyIsTold: Check = async (parts) => {
  for (const onFailure of ['failOpen', 'failClosed'] as const) {
    await visitLimitedApp({ ...parts, deadlineMs, onFailure }, async ({ send, proxy, told }) => {
      proxy.freeze()
      for (const times of [1, 2]) {
        const { status } = await send()
        if (status === 'no answer') return // It hangs: the checks above say so.
        expect(
          told.length,
          `${onFailure}: how often onError was told of ${times} requests that were not counted`,
        ).toBe(times)
        expect(told.at(-1), `${onFailure}: what onError was told`).toBeInstanceOf(Error)
      }
    })
  }
}

const countsAgain: Check = async (parts) => {
  await visitLimitedApp({ ...parts, limit: 1, deadlineMs }, async (visit) => {
    await visit.send()
    visit.proxy.freeze()
    const { status: silent } = await visit.send()
    if (silent !== 'no answer') {
      expect(silent, 'a request of a client over its limit, while Valkey is silent').toBe(503)
    }
    visit.proxy.heal()
    const deadline = performance.now() + 3000
    let status: number | string = 503
    while (status === 503 && performance.now() < deadline) {
      await wait(20)
      status = (await visit.send()).status
    }
    expect(status, 'over the limit, when Valkey answers again').toBe(429)
  })
}

export const checks: Record<string, Check> = {
  'while Valkey answers, the limit holds': limits.limitsAsBefore,
  'Valkey decides, not what a process remembers': limits.valkeyDecides,
  'without options the limit is five a minute': limits.usualOptions,
  'a silent Valkey and fail closed: 503 and Retry-After, in time': silentAndClosed,
  'a silent Valkey and fail open: let through, in time': silentAndOpen,
  'a slow Valkey within the deadline is believed': slowButInTime,
  'a request answered in time leaves no timer running': answeredLeavesNoTimer,
  'a request whose reply was lost counts once': lostReplyCountsOnce,
  'a request past its deadline counts once': lateReplyCountsOnce,
  'one request gets one answer, the late one goes nowhere': oneAnswerEach,
  'each request that could not be counted is told to onError': somebodyIsTold,
  'when Valkey answers again, counting goes on': countsAgain,
}

/** Notes in `seen` when a request of `who` has come, and when it has its answer. */
function noting(seen: string[], who: string, rateLimit: RateLimit): RateLimit {
  return (options) => {
    const limiter = rateLimit(options)
    return (req, res, next) => {
      seen.push(`${who} was asked`)
      res.once('finish', () => seen.push(`${who} answered`))
      return limiter(req, res, next)
    }
  }
}

/** How many timers of this process there are that keep it alive. */
const timers = () => process.getActiveResourcesInfo().filter((is) => is === 'Timeout').length

/**
 * Sends until one passes that was counted; gives how many were sent for that. On a busy machine the first ones may miss the
 * deadline: those are told to onError.
 */
async function backToCounting({ send, told }: Visit): Promise<number> {
  const deadline = performance.now() + 3000
  for (let sent = 1; ; sent += 1) {
    const before = told.length
    if ((await send()).status === 200 && told.length === before) return sent
    expect(performance.now(), 'Valkey answers again, but nothing passes for 3 s').toBeLessThan(
      deadline,
    )
    await wait(20)
  }
}

// What the limiter does while Valkey answers, as in lesson 5: a deadline changes nothing about it.
import { expect } from 'vitest'
import { visitWithoutAddress } from '../05-express-middleware/visit-app.ts'
import { readQuotas } from '../structured-field.ts'
import type { Check } from './visit-limited-app.ts'
import { type Answer, visitLimitedApp } from './visit-limited-app.ts'

const key = 'rate:127.0.0.1'
const deadlineMs = 2500

export const limitsAsBefore: Check = async (parts) => {
  const policy = { ...parts, limit: 2, windowSeconds: 30, deadlineMs }
  await visitLimitedApp(policy, async ({ send, told, handled }) => {
    const answers = [await send(), await send(), await send()]
    const statuses = answers.map(({ status }) => status)
    expect(statuses, 'three requests, limit 2, while Valkey answers').toEqual([200, 200, 429])
    expect(told, 'what onError was told while Valkey answers').toEqual([])
    expect(fieldsOf(answers), 'RateLimit-Policy and RateLimit of these three').toEqual(
      [1, 0, 0].map((r) => [{ default: { q: 2, w: 30 } }, { default: { r } }]),
    )
    const [, , refused] = answers
    expect(JSON.parse(refused?.text ?? ''), 'the body of the 429').toMatchObject({
      type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
      status: 429,
      'violated-policies': ['default'],
    })
    expect(refused?.header('Content-Type')?.split(';')[0], 'Content-Type of the 429').toBe(
      'application/problem+json',
    )
    expect(refused?.header('Cache-Control') ?? 'none', 'Cache-Control of the 429').toMatch(
      /\bno-store\b/,
    )
    const evasions = [
      { method: 'HEAD' },
      { headers: { 'X-Forwarded-For': '203.0.113.7', 'X-Real-IP': '203.0.113.7' } },
    ]
    for (const sent of evasions) {
      expect(
        (await send(sent)).status,
        `a request over the limit with ${JSON.stringify(sent)}`,
      ).toBe(429)
    }
    await parts.valkey.pexpire(key, 12_900)
    const late = await send()
    const ttlMs = await parts.valkey.pttl(key)
    if (ttlMs > 12_000) {
      const seconds = [
        readQuotas(late.header('RateLimit'), ['t']),
        Number(late.header('Retry-After')),
      ]
      const told = 't of RateLimit and Retry-After, 12.9 s before the end of the window, rounded up'
      expect(seconds[0], told).toEqual({ default: { t: 13 } })
      expect(seconds[1], told).toBeGreaterThanOrEqual(13)
      // A second of chance may be added.
      expect(seconds[1], told).toBeLessThanOrEqual(14)
    }
    await parts.valkey.pexpire(key, 800)
    const last = await send()
    if (last.status === 429 && (await parts.valkey.pttl(key)) > 0) {
      expect(
        readQuotas(last.header('RateLimit'), ['t']),
        't of RateLimit, 0.8 s before the end of the window, rounded up',
      ).toEqual({ default: { t: 1 } })
      await parts.valkey.expire(key, 30)
    }
    if (last.status === 429) {
      expect(handled(), 'how often the handler was called, limit 2').toBe(2)
    }
  })
}

export const valkeyDecides: Check = async (parts) => {
  await visitLimitedApp({ ...parts, limit: 2, deadlineMs }, async ({ send }) => {
    await visitLimitedApp({ ...parts, limit: 2, deadlineMs }, async (other) => {
      const statuses = [await send(), await other.send(), await send(), await other.send()].map(
        ({ status }) => status,
      )
      expect(statuses, 'four requests at two processes in turn, limit 2').toEqual([
        200, 200, 429, 429,
      ])
    })
    await parts.valkey.persist(key)
    await send()
    expect(
      await parts.valkey.pttl(key),
      'PTTL after the expiry was lost (PERSIST) and a request over the limit came: -1 never ends',
    ).toBeGreaterThan(0)
    await parts.valkey.del(key)
    expect(
      (await send()).status,
      'a request after the counter was deleted in Valkey: nothing may be remembered',
    ).toBe(200)
    await parts.valkey.set(key, 2, 'PX', 20_000)
    expect(
      (await send()).status,
      'a request after another process has counted: the counter was 2 in Valkey, limit 2',
    ).toBe(429)
  })
}

export const usualOptions: Check = async (parts) => {
  await visitLimitedApp({ ...parts, deadlineMs }, async ({ send, handled }) => {
    const answers: Answer[] = []
    for (let sent = 0; sent < 6; sent += 1) answers.push(await send())
    expect(
      answers.map(({ status }) => status),
      'six requests to a limiter without limit and windowSeconds',
    ).toEqual([200, 200, 200, 200, 200, 429])
    expect(fieldsOf(answers)[0], 'RateLimit-Policy and RateLimit of the first').toEqual([
      { default: { q: 5, w: 60 } },
      { default: { r: 4 } },
    ])
    expect(handled(), 'how many of these requests reached the handler').toBe(5)
  })
  const status = await visitWithoutAddress(parts.rateLimit({ valkey: parts.valkey }))
  expect(status, 'a request without a client address: no bucket for nobody').toBe(500)
}

function fieldsOf(answers: Answer[]) {
  return answers.map(({ header }) => [
    readQuotas(header('RateLimit-Policy'), ['q', 'w']),
    readQuotas(header('RateLimit'), ['r']),
  ])
}

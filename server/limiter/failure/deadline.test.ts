import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { openOwnValkey } from '../../testing/own-valkey.ts'
import { DeadlineError, type LateAnswer, withDeadline } from './deadline.ts'

// A Valkey of its own, because these tests freeze it.
let own: Awaited<ReturnType<typeof openOwnValkey>>

beforeAll(async () => {
  own = await openOwnValkey()
})
afterAll(() => own.closeBoth())

async function whileFrozen(act: () => Promise<void>): Promise<void> {
  const pid = own.server.pid()
  process.kill(pid, 'SIGSTOP')
  try {
    await act()
  } finally {
    process.kill(pid, 'SIGCONT')
  }
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
}

test('an answer in time is the answer, and no timer is left behind', async () => {
  const before = timers()
  await expect(withDeadline(Promise.resolve('PONG'), 60_000)).resolves.toBe('PONG')
  expect(timers()).toBe(before)
})

test('an error in time is the error, and no timer is left behind', async () => {
  const before = timers()
  const failed = Promise.reject(new Error('WRONGTYPE'))
  await expect(withDeadline(failed, 60_000)).rejects.toThrow('WRONGTYPE')
  expect(timers()).toBe(before)
})

test('a frozen Valkey costs a request the deadline, and its late answer is reported, not used', async () => {
  const patient = own.client.duplicate({ commandTimeout: 30_000, socketTimeout: 30_000 })
  await eventually(() => patient.status === 'ready')
  const late: LateAnswer<number>[] = []
  await whileFrozen(async () => {
    const started = performance.now()
    const answer = withDeadline(patient.incr('late'), 100, { onLate: (one) => late.push(one) })
    await expect(answer).rejects.toThrow(new DeadlineError(100))
    expect(performance.now() - started).toBeGreaterThanOrEqual(99)
    expect(late).toEqual([])
  })
  await eventually(() => late.length > 0)
  expect(late).toEqual([{ status: 'fulfilled', value: 1 }])
  expect(await patient.get('late')).toBe('1')
  patient.disconnect()
})

test('an error that comes late is reported too, and is nobody’s unhandled rejection', async () => {
  const late: LateAnswer<never>[] = []
  const unhandled: unknown[] = []
  const listen = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', listen)
  let fail = (_: Error) => {}
  const answer = new Promise<never>((_resolve, reject) => {
    fail = reject
  })
  await expect(withDeadline(answer, 10, { onLate: (one) => late.push(one) })).rejects.toThrow(
    DeadlineError,
  )
  fail(new Error('ECONNRESET'))
  await eventually(() => late.length > 0)
  expect(late).toEqual([{ status: 'rejected', reason: new Error('ECONNRESET') }])
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', listen)
  expect(unhandled).toEqual([])
})

test('without anybody to tell, a late error is dropped in silence', async () => {
  const answer = new Promise<never>((_resolve, reject) => {
    setTimeout(reject, 30, new Error('late'))
  })
  await expect(withDeadline(answer, 10)).rejects.toThrow(DeadlineError)
  await expect(answer).rejects.toThrow('late')
})

test('a process that was busy past the deadline still takes the answer that came in time', async () => {
  // Resumes while the event loop hands out what sockets received; timers are next, new answers only after them.
  await own.client.ping()
  const answer = withDeadline(own.client.ping(), 50)
  const until = performance.now() + 150
  while (performance.now() < until);
  await expect(answer).resolves.toBe('PONG')
})

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { LiveEvents } from '../../server/contract.ts'
import { createStream, type StreamEvent } from '../core/stream.ts'
import { liveEvents } from './LiveProvider.tsx'

const down = { up: false, since: 0, version: null, where: 'nowhere', tls: false }
const policy = { limit: 5, windowSeconds: 60 }
const snapshot = { keys: [], yourKey: 'rate:127.0.0.1', policy, valkey: down }

/** Stands where EventSource would: the test says what arrives on the newest connection. */
function createLine() {
  const opened: { listeners: Map<string, (message: { data: string }) => void>; closed: boolean }[] =
    []
  const told: string[] = []
  const events: StreamEvent<LiveEvents>[] = []
  let fail = () => {}
  const stream = createStream<LiveEvents>({
    path: '/api/events?inspect=1',
    names: liveEvents,
    connect() {
      const line = { listeners: new Map(), closed: false }
      opened.push(line)
      const source = {
        onerror: null,
        addEventListener: (name: string, listener: unknown) => line.listeners.set(name, listener),
        close() {
          line.closed = true
        },
      } as unknown as EventSource
      fail = () => source.onerror?.(new Event('error'))
      return source
    },
    onEvent: (event) => events.push(event),
    onConnecting: () => told.push('connecting'),
    onLost: ({ since, retryAt }) =>
      told.push(`lost, since ${since}, retry in ${retryAt - Date.now()}`),
  })
  return {
    stream,
    told,
    events,
    opened,
    fail: () => fail(),
    send: (name: string, data: unknown) =>
      opened.at(-1)?.listeners.get(name)?.({ data: JSON.stringify(data) }),
    isOpen: () => opened.at(-1)?.closed === false,
  }
}

describe('the event stream', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'], now: 1000 })
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  test('hands on what arrives', () => {
    const line = createLine()
    line.stream.open()
    line.send('snapshot', snapshot)
    expect(line.told).toEqual(['connecting'])
    expect(line.events).toEqual([{ type: 'snapshot', data: snapshot }])
  })

  test('is lost once, and tried again at growing distances', () => {
    const line = createLine()
    line.stream.open()
    for (const waitMs of [500, 1000, 2000, 4000, 8000, 10_000, 10_000]) {
      line.fail()
      expect(line.isOpen()).toBe(false)
      expect(line.told.at(-1)).toBe(`lost, since 1000, retry in ${waitMs}`)
      vi.advanceTimersByTime(waitMs)
      expect(line.isOpen()).toBe(true)
    }
  })

  test('starts anew at the shortest distance after a snapshot', () => {
    const line = createLine()
    line.stream.open()
    line.fail()
    vi.advanceTimersByTime(500)
    line.send('snapshot', snapshot)
    line.fail()
    expect(line.told.at(-1)).toBe('lost, since 1500, retry in 500')
  })

  test('is lost when a connection brings no snapshot', () => {
    const line = createLine()
    line.stream.open()
    vi.advanceTimersByTime(4000)
    expect(line.told.at(-1)).toMatch(/^lost/)
  })

  test('is opened anew when an expected event does not come', () => {
    const line = createLine()
    line.stream.open()
    line.send('snapshot', snapshot)
    line.stream.expectEvent(performance.now() + 1)
    vi.advanceTimersByTime(2500)
    expect(line.opened).toHaveLength(2)
  })

  test('stays when the expected event has come before, or comes in time', () => {
    const line = createLine()
    line.stream.open()
    line.send('snapshot', snapshot)
    line.stream.expectEvent(performance.now())
    line.stream.expectEvent(performance.now() + 1)
    line.send('valkey', down)
    vi.advanceTimersByTime(10_000)
    expect(line.opened).toHaveLength(1)
  })

  test('stays closed once it is closed', () => {
    const line = createLine()
    line.stream.open()
    line.fail()
    line.stream.close()
    vi.advanceTimersByTime(60_000)
    expect(line.opened).toHaveLength(1)
    expect(line.isOpen()).toBe(false)
  })
})

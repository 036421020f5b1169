import { describe, expect, test } from 'vitest'
import type { KeyState } from '../../../server/live/contract.ts'
import { emptyRecording, type RecordingAction, record } from './timeline-state.ts'
import { eventsUpTo, lanesShown, tableRows, windowsShown } from './timeline-view.ts'

const yourKey = 'rate:127.0.0.1'
const policy = { limit: 5, windowSeconds: 60 }
const valkey = { up: true, since: 0, version: '8.1.1', where: 'here', tls: false }
const ada = { by: 'user', name: 'ada', keyEnd: 'user:ada' } as const

const key = (count: number | null, ttlMs: number, name = yourKey): KeyState => ({
  key: name,
  count,
  ttlMs,
  ...policy,
  algorithm:
    (['gcra', 'sliding-window-counter'] as const).find((one) => name.includes(`:${one}:`)) ??
    'fixed-window',
})
const snapshot = (at: number, ...keys: KeyState[]): RecordingAction => ({
  type: 'snapshot',
  data: { keys, yourKey, policy, valkey },
  at,
})
const hit = (at: number, count: number, ttlMs: number, name = yourKey): RecordingAction => ({
  type: 'hit',
  data: { ...key(count, ttlMs, name), allowed: count <= 5 },
  at,
})
const change = (at: number, state: KeyState): RecordingAction => ({ type: 'key', data: state, at })
const answer = (
  at: number,
  more: Partial<Extract<RecordingAction, { type: 'answer' }>> = {},
): RecordingAction => ({
  type: 'answer',
  sentAt: at - 10,
  at,
  kind: 'allowed',
  client: null,
  mine: false,
  answer: { status: 200, durationMs: 10 },
  ...more,
})
const recordingOf = (...actions: RecordingAction[]) => actions.reduce(record, emptyRecording)
const seen = (recording: ReturnType<typeof recordingOf>) =>
  recording.events.map(({ at, lane, kind, seenBy }) => [at, lane, kind, seenBy])

describe('a request is one event', () => {
  test('told by its hit and then by its answer', () => {
    const { events } = recordingOf(snapshot(0), hit(100, 1, 60_000), answer(104))
    expect(events).toMatchObject([{ at: 100, lane: 'you', seenBy: 'both', hit: { count: 1 } }])
  })

  test('told by its answer and then by its hit, late', () => {
    expect(seen(recordingOf(snapshot(0), answer(104), hit(300, 1, 60_000)))).toEqual([
      [104, 'you', 'allowed', 'both'],
    ])
  })

  test('a burst: as many events as requests, whatever the order of hits and answers', () => {
    const hits = Array.from({ length: 10 }, (_, i) => hit(100 + i, i + 1, 60_000 - i))
    const answers = Array.from({ length: 10 }, (_, i) =>
      answer(130 + i, { kind: i < 5 ? 'allowed' : 'rejected' }),
    )
    for (const order of [
      [...hits, ...answers],
      [...answers, ...hits],
      hits.flatMap((each, i) => [each, answers[i] ?? each]),
    ]) {
      const { events } = recordingOf(snapshot(0), ...order)
      expect(events.map(({ seenBy }) => seenBy)).toEqual(Array(10).fill('both'))
      expect(events.filter(({ kind }) => kind === 'rejected')).toHaveLength(5)
    }
  })

  test('a hit that no answer belongs to is curl’s, on the same key', () => {
    expect(
      seen(recordingOf(snapshot(0), hit(100, 1, 60_000), answer(104), hit(5000, 2, 55_000))),
    ).toEqual([
      [100, 'you', 'allowed', 'both'],
      [5000, 'you', 'allowed', 'hit'],
    ])
  })

  test('an answer without a hit stays: the stream may be closed, or nothing was counted', () => {
    const failed = answer(50, { kind: 'failed', answer: { durationMs: 10 } })
    expect(seen(recordingOf(snapshot(0), answer(104), failed))).toEqual([
      [50, 'you', 'failed', 'answer'],
      [104, 'you', 'allowed', 'answer'],
    ])
  })
})

describe('lanes', () => {
  const adasKey = '{lab:home}:rate:5x60:user:ada'

  test('a virtual client’s hits are others’ until its first answer says who it is', () => {
    const first = recordingOf(snapshot(0), hit(100, 1, 60_000, adasKey))
    expect(seen(first)).toEqual([[100, 'others', 'allowed', 'hit']])
    expect(seen(record(first, answer(103, { client: ada })))).toEqual([
      [100, 'user ada', 'allowed', 'both'],
    ])
  })

  test('the first hit of a client is within its window, however late the client is known', () => {
    const told = recordingOf(
      snapshot(0),
      hit(100, 1, 60_000, adasKey),
      hit(110, 2, 59_994, adasKey),
      answer(112, { client: ada }),
    )
    expect(told.windows).toMatchObject([{ lane: 'user ada', from: 100 }])
    expect(tableRows(told, 200)).toMatchObject([{ lane: 'user ada', allowed: 2 }])
    // Somebody else's are recorded for that, and never drawn.
    const others = recordingOf(snapshot(0), hit(100, 1, 60_000, adasKey))
    expect(windowsShown(others, others.events, { from: 0, to: 500, moment: 500 })).toEqual([])
  })

  test('a hit before the first snapshot is yours as soon as your key is known', () => {
    expect(seen(recordingOf(hit(100, 1, 60_000)))).toEqual([[100, 'others', 'allowed', 'hit']])
    expect(seen(recordingOf(hit(100, 1, 60_000), snapshot(200)))).toEqual([
      [100, 'you', 'allowed', 'hit'],
    ])
  })

  test('you come first, then the clients, then others if there are any', () => {
    const recording = recordingOf(
      snapshot(0),
      answer(1, { client: ada }),
      hit(2000, 1, 60_000, 'rate:10.0.0.9'),
    )
    expect(lanesShown(recording).map(({ id }) => id)).toEqual(['you', 'user ada', 'others'])
    expect(lanesShown(recordingOf(snapshot(0)))).toMatchObject([{ id: 'you', note: yourKey }])
  })

  test('the keyspace’s counter of this browser’s own address is yours too', () => {
    const recording = recordingOf(
      snapshot(0),
      hit(1, 1, 60_000, '{lab:home}:rate:5x60:gcra:127.0.0.1'),
    )
    expect(seen(recording)).toEqual([[1, 'you', 'allowed', 'hit']])
    // GCRA's TTL says when the whole quota is back: that is no window.
    expect(recording.windows).toEqual([])
  })
})

describe('windows', () => {
  const spans = (recording: ReturnType<typeof recordingOf>) =>
    recording.windows.map(({ from, to }) => [from, to])

  test('the first hit begins one, its TTL ends it, later hits leave it alone', () => {
    const recording = recordingOf(snapshot(0), hit(1000, 1, 60_000), hit(5000, 2, 56_010))
    expect(spans(recording)).toEqual([[1000, 61_000]])
  })

  test('a counter that was there already began earlier', () => {
    expect(spans(recordingOf(snapshot(100_000, key(3, 20_000))))).toEqual([[60_000, 120_000]])
  })

  test('the next one begins where the last one ended', () => {
    const recording = recordingOf(snapshot(0), hit(0, 1, 60_000), hit(60_100, 1, 60_000))
    expect(spans(recording)).toEqual([
      [0, 60_000],
      [60_100, 120_100],
    ])
  })

  test('EXPIRE moves its end, PERSIST takes it away, DEL ends it now', () => {
    const moved = recordingOf(snapshot(0), hit(0, 1, 60_000), change(1000, key(1, 5000)))
    expect(spans(moved)).toEqual([[0, 6000]])
    const stuck = record(moved, change(2000, key(1, -1)))
    expect(spans(stuck)).toEqual([[0, null]])
    const gone = record(stuck, change(3000, key(null, -2)))
    expect(spans(gone)).toEqual([[0, 3000]])
    expect(spans(record(gone, hit(3500, 1, 60_000)))).toEqual([
      [0, 3000],
      [3500, 63_500],
    ])
  })

  test('deleted unseen: a count of 1 begins another one', () => {
    const recording = recordingOf(snapshot(0), hit(0, 1, 60_000), hit(9000, 1, 60_000))
    expect(spans(recording)).toEqual([
      [0, 9000],
      [9000, 69_000],
    ])
  })

  test('a snapshot without the key ends it', () => {
    expect(spans(recordingOf(snapshot(0), hit(0, 1, 60_000), snapshot(7000)))).toEqual([[0, 7000]])
  })

  test('an answer that overtakes its hit tells of the same window', () => {
    const window = { endsAt: 60_104, windowSeconds: 60 }
    const { windows } = recordingOf(snapshot(0), answer(104, { window }), hit(110, 1, 59_990))
    expect(windows).toMatchObject([{ lane: 'you', key: yourKey, to: 60_100, limit: 5 }])
  })

  test('without the stream the RateLimit fields tell of it', () => {
    const window = { endsAt: 41_000, windowSeconds: 60 }
    expect(
      spans(recordingOf(snapshot(0), answer(1000, { window }), answer(2000, { window }))),
    ).toEqual([[-19_000, 41_000]])
  })
})

describe('what is shown of it', () => {
  const recording = recordingOf(
    snapshot(0),
    ...Array.from({ length: 7 }, (_, i) => hit(1000 * (i + 1), i + 1, 60_000 - 1000 * i)),
    hit(70_000, 1, 60_000),
  )

  test('at a moment, only what had happened by then', () => {
    expect(eventsUpTo(recording, 3500)).toHaveLength(3)
    expect(eventsUpTo(recording, 999)).toHaveLength(0)
    expect(eventsUpTo(recording, 1e9)).toHaveLength(8)
  })

  test('a window carries the count of that moment', () => {
    const labelAt = (moment: number) =>
      windowsShown(recording, eventsUpTo(recording, moment), { from: 0, to: 80_000, moment }).map(
        ({ label }) => label,
      )
    expect(labelAt(3500)).toEqual(['3 of 5'])
    expect(labelAt(7000)).toEqual(['5 of 5, 2 over'])
    expect(labelAt(70_000)).toEqual(['5 of 5, 2 over', '1 of 5'])
  })

  test('the table has a row for each client and window, newest first', () => {
    expect(tableRows(recording, 1e9)).toMatchObject([
      { lane: 'you', window: { from: 70_000 }, allowed: 1, rejected: 0 },
      { lane: 'you', window: { from: 1000, to: 61_000 }, allowed: 5, rejected: 2 },
    ])
  })
})

describe('clearing', () => {
  const before = recordingOf(snapshot(0), hit(0, 1, 60_000), hit(1, 2, 60_000))

  test('takes everything away but the window that still runs', () => {
    const cleared = record(before, { type: 'clear', at: 2000 })
    expect(cleared.events).toEqual([])
    expect(cleared.windows).toHaveLength(1)
  })

  test('can be undone, with what came since', () => {
    const later = [{ type: 'clear', at: 2000 }, hit(3000, 3, 57_000), { type: 'undo' }] as const
    const undone = later.reduce<typeof before>(record, before)
    expect(undone.events.map(({ at }) => at)).toEqual([0, 1, 3000])
    expect(undone.windows).toHaveLength(1)
    expect(undone.cleared).toBeNull()
  })
})

test('the recording is bounded, and says how many it has let go', () => {
  const many = Array.from({ length: 2401 }, (_, i) => hit(i * 2000, 1, 1000))
  const recording = recordingOf(snapshot(0), ...many)
  expect(recording.events).toHaveLength(2001)
  expect(recording.forgotten).toBe(400)
  expect(recording.windows.length).toBeLessThanOrEqual(60)
})

describe('the learner’s own limiter', () => {
  const mineKey = '{lab:home}:rate:5x60:sliding-window-counter:mine:127.0.0.1'
  const lastAnswer = { remaining: 4, resetMs: 1000, retryAfterMs: null, refused: 0 }
  const counted: RecordingAction = {
    type: 'my-limiter',
    data: { counter: { key: mineKey, policy, answer: lastAnswer } },
    at: 0,
  }
  const window = { endsAt: 60_000, windowSeconds: 60 }

  test('on a key of its own has a row of its own: nothing of it lies in your counter’s window', () => {
    const hitOnMine = hit(100, 1, 118_000, mineKey)
    const known = recordingOf(snapshot(0, key(9, 30_000)), counted, hitOnMine)
    const { events, windows } = record(known, answer(104, { mine: true, window }))
    expect(events).toMatchObject([{ lane: 'mine', seenBy: 'both', hit: { key: mineKey } }])
    expect(windows.map(({ lane }) => lane)).toEqual(['you'])
    expect(lanesShown(known).map(({ id }) => id)).toEqual(['you', 'mine'])
  })

  test('an answer that comes before the hit is still one event with it', () => {
    const first = recordingOf(snapshot(0), answer(104, { mine: true }), counted)
    const { events } = record(first, hit(106, 1, 118_000, mineKey))
    expect(events).toMatchObject([{ lane: 'mine', seenBy: 'both' }])
  })

  test('on the key that the workbook counts you on too, it is your row', () => {
    const { events } = recordingOf(snapshot(0), hit(100, 1, 60_000), answer(104, { mine: true }))
    expect(events).toMatchObject([{ lane: 'you', seenBy: 'both' }])
  })
})

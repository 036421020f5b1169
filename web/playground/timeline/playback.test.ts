import { describe, expect, test } from 'vitest'
import {
  momentOf,
  type Playback,
  pause,
  play,
  seek,
  settle,
  stepFrom,
  withSpeed,
} from './playback.ts'

const live: Playback = { is: 'live' }
const recorded = { start: 1000, end: 9000 }

describe('playback', () => {
  test('live is now; paused stands still', () => {
    expect(momentOf(live, 9000)).toBe(9000)
    expect(momentOf(pause(live, recorded, 9000), 20_000)).toBe(9000)
  })

  test('a replay runs from the start at its speed and stands still at the end', () => {
    const replay = play(live, recorded, 2, 50_000)
    expect(momentOf(replay, 51_000)).toBe(3000)
    expect(settle(replay, 51_000)).toBe(replay)
    expect(settle(replay, 54_000)).toEqual({ is: 'paused', moment: 9000, ...recorded })
  })

  test('paused in the middle it plays on from there, at the end from the start', () => {
    const middle = seek(live, recorded, 4000)
    expect(momentOf(play(middle, recorded, 1, 0), 500)).toBe(4500)
    const end = seek(live, recorded, 9000)
    expect(momentOf(play(end, recorded, 1, 0), 500)).toBe(1500)
  })

  test('another speed goes on from the same moment', () => {
    const replay = play(live, recorded, 1, 0)
    expect(momentOf(withSpeed(replay, 10, 1000), 1100)).toBe(3000)
    expect(withSpeed(live, 10, 1000)).toBe(live)
  })

  test('steps go from request to request and stay at the ends', () => {
    const events = [{ at: 10 }, { at: 20 }]
    expect(stepFrom(events, 15, 'forward')).toBe(20)
    expect(stepFrom(events, 15, 'back')).toBe(10)
    expect(stepFrom(events, 20, 'forward')).toBe(20)
    expect(stepFrom(events, 10, 'back')).toBe(10)
  })
})

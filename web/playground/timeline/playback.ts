// Which moment of the recording is shown: now, one that stands still, or one that moves along at some speed.
type Stretch = { start: number; end: number }

export type Playback =
  | { is: 'live' }
  | ({ is: 'paused'; moment: number } & Stretch)
  /** Left `moment` at `since` (performance.now()), on its way to `end`. */
  | ({ is: 'replay'; moment: number; since: number; speed: number } & Stretch)

export type Speed = (typeof speeds)[number]
export const speeds = [0.5, 1, 2, 5, 10] as const

/** The moment shown at `now`, on the clock of the recorded events. */
export function momentOf(playback: Playback, now: number): number {
  if (playback.is === 'live') return now
  if (playback.is === 'paused') return playback.moment
  const { moment, since, end, speed } = playback
  return Math.min(end, moment + (now - since) * speed)
}

/** Stands still at what is shown at `now`. `recorded` says from when to when there is something to look at. */
export function pause(playback: Playback, recorded: Stretch, now: number): Playback {
  const { start, end } = playback.is === 'live' ? recorded : playback
  return { is: 'paused', moment: momentOf(playback, now), start, end }
}

/** Goes to `moment` and stands still there. */
export function seek(playback: Playback, recorded: Stretch, moment: number): Playback {
  const { start, end } = playback.is === 'live' ? recorded : playback
  return { is: 'paused', moment, start: Math.min(start, moment), end: Math.max(end, moment) }
}

/** Plays on from where it stands; from the end there is nothing to play, so it begins at the start. */
export function play(playback: Playback, recorded: Stretch, speed: Speed, now: number): Playback {
  const { start, end } = playback.is === 'live' ? recorded : playback
  const moment = momentOf(playback, now)
  const from = playback.is === 'live' || moment >= end ? start : moment
  return { is: 'replay', moment: from, since: now, start, end, speed }
}

export function withSpeed(playback: Playback, speed: Speed, now: number): Playback {
  if (playback.is !== 'replay') return playback
  return { ...playback, moment: momentOf(playback, now), since: now, speed }
}

/** A replay that has arrived stands still at its end; everything else stays as it is. */
export function settle(playback: Playback, now: number): Playback {
  if (playback.is !== 'replay' || momentOf(playback, now) < playback.end) return playback
  const { start, end } = playback
  return { is: 'paused', moment: end, start, end }
}

/** The moment of the next event, or of the one before; where there is none it stays. */
export function stepFrom(
  events: readonly { at: number }[],
  moment: number,
  direction: 'back' | 'forward',
): number {
  const next =
    direction === 'forward'
      ? events.find(({ at }) => at > moment)
      : events.findLast(({ at }) => at < moment)
  return next?.at ?? moment
}

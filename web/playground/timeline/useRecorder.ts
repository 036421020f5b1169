// Listens to the playground: the hits of the stream, and the answers to the page's own requests.
import { useEffect, useRef, useState } from 'react'
import { parseRateLimit, parseRateLimitPolicy } from '../../core/rate-limit-headers.ts'
import { createStore, type Readable } from '../../core/store.ts'
import type { LiveState } from '../../live/live-state.ts'
import type { LoggedAnswer } from '../../live/logged-answer.ts'
import { usePlayground } from '../../live/useLive.ts'
import { keyEndOf } from './lanes.ts'
import { emptyRecording, type Recording, type RecordingAction, record } from './timeline-state.ts'

export type Recorder = Readable<Recording> & { apply(action: RecordingAction): void }

/** Outside of React: the recording grows with every request, and is drawn at most thirty times a second. */
function createRecorder(): Recorder {
  const { read, subscribe, change } = createStore(emptyRecording)
  return {
    read,
    subscribe,
    apply: (action) => change((before) => record(before, action)),
  }
}

/** Records from now on, and what the page's own log still has from before. */
export function useRecorder(): Recorder {
  const { read, subscribe, onEvent } = usePlayground()
  const [recorder] = useState(createRecorder)
  const lastId = useRef(0)

  useEffect(() => onEvent(recorder.apply), [recorder, onEvent])

  // Beside React: nothing here is drawn, so nothing here is drawn again with every hit.
  useEffect(() => {
    function follow(): void {
      const { live, answers } = read()
      followLive(live)
      followAnswers(answers)
    }

    // The stream's snapshot may have come before anybody recorded; what the page made of it is the same.
    function followLive(live: LiveState): void {
      if (recorder.read().yourKey !== null) return
      const known = snapshotOf(live)
      if (known) recorder.apply(known)
    }

    function followAnswers(answers: readonly LoggedAnswer[]): void {
      const fresh = answers.filter(({ id }) => id > lastId.current).toReversed()
      lastId.current = answers[0]?.id ?? lastId.current
      for (const logged of fresh) {
        if (!logged.client) recorder.apply(told(logged, null))
        else {
          const { by, name } = logged.client
          const { apply } = recorder
          void keyEndOf(by, name).then((keyEnd) => apply(told(logged, { by, name, keyEnd })))
        }
      }
    }

    // A folded timeline records nothing: what Valkey holds by now ends the windows that ended meanwhile.
    if (recorder.read().yourKey !== null) {
      const known = snapshotOf(read().live)
      if (known) recorder.apply(known)
    }
    follow()
    return subscribe(follow)
  }, [recorder, read, subscribe])

  return recorder
}

function snapshotOf({ yourKey, policy, valkey, keys }: LiveState): RecordingAction | null {
  if (yourKey === null || policy === null || valkey === null) return null
  const at = performance.now()
  const held = Object.values(keys).map(({ endsAt, ...key }) => ({
    ...key,
    ttlMs: endsAt === null ? key.ttlMs : Math.max(0, endsAt - at),
  }))
  return { type: 'snapshot', data: { yourKey, policy, valkey, keys: held }, at }
}

const kinds = {
  allowed: 'allowed',
  limited: 'rejected',
  unavailable: 'failed',
  failed: 'failed',
} as const

type Told = Extract<RecordingAction, { type: 'answer' }>

function told({ at, answer }: LoggedAnswer, client: Told['client']): Told {
  const { kind, status, durationMs, headers = [] } = answer
  const field = (name: string) => headers.find(([found]) => found === name)?.[1]
  const quota = parseRateLimit(field('ratelimit'))?.[0]
  const policy = parseRateLimitPolicy(field('ratelimit-policy'))?.[0]
  const resetSeconds = quota?.resetSeconds ?? null
  const windowSeconds = policy?.windowSeconds ?? null
  return {
    type: 'answer',
    sentAt: at - durationMs,
    at,
    kind: kinds[kind],
    client,
    mine: field('x-my-limiter') !== undefined,
    answer: {
      durationMs,
      ...(status !== undefined && { status }),
      ...(quota && { remaining: quota.remaining }),
      ...('retryAfterSeconds' in answer && { retryAfterSeconds: answer.retryAfterSeconds }),
    },
    ...(resetSeconds !== null &&
      windowSeconds !== null && {
        window: { endsAt: at + resetSeconds * 1000, windowSeconds },
      }),
  }
}

// Who checks when, in a room: a few at once, the others one after the other, and nobody twice.
import { Refusal } from '../http/refusal.ts'

export type CheckTurns<Place> = {
  /**
   * Does `work` as soon as one of the places is free, and gives what it gives. Rejects with a Refusal when `who`
   * has a turn or waits already, or too many wait. One that waits leaves when `signal` aborts, and rejects then as well.
   */
  take<Result>(
    who: string,
    signal: AbortSignal,
    work: (place: Place) => Promise<Result>,
  ): Promise<Result>
}

/** `places`: one for each that may run at once. */
export function createCheckTurns<Place>({
  places,
  mostWaiting,
}: {
  places: Place[]
  mostWaiting: number
}): CheckTurns<Place> {
  const free = [...places]
  const waiting = new Set<(place: Place) => void>()
  const here = new Set<string>()

  return {
    async take(who, signal, work) {
      if (here.has(who)) throw oneAtATime()
      if (free.length === 0 && waiting.size >= mostWaiting) throw tooMany(mostWaiting)
      here.add(who)
      try {
        const place = free.pop() ?? (await turn(signal))
        try {
          return await work(place)
        } finally {
          giveBack(place)
        }
      } finally {
        here.delete(who)
      }
    },
  }

  function turn(signal: AbortSignal): Promise<Place> {
    return new Promise((resolve, reject) => {
      const come = (place: Place) => {
        signal.removeEventListener('abort', leave)
        resolve(place)
      }
      const leave = () => {
        waiting.delete(come)
        reject(new Refusal('Left', 'Nobody waits for this check any more.', 503))
      }
      signal.addEventListener('abort', leave, { once: true })
      waiting.add(come)
    })
  }

  function giveBack(place: Place): void {
    const [next] = waiting
    if (!next) {
      free.push(place)
      return
    }
    waiting.delete(next)
    next(place)
  }
}

function oneAtATime(): Refusal {
  return new Refusal(
    'One check at a time',
    'Your last check is still under way, here or in another tab. Check again when its verdict is there.',
    429,
  )
}

function tooMany(most: number): Refusal {
  return new Refusal(
    'Many check at the moment',
    `${most} others wait for their check already. Your script is kept; check again in a moment.`,
    503,
  )
}

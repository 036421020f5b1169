import type { LiveKey } from '../../live/live-state.ts'
import { useSecondsLeft } from '../../ui/useSecondsLeft.ts'
import { keyMessages } from './messages.ts'

/** What stands in Valkey under this key, in words. */
export function KeyFacts({ held, there }: { held: LiveKey; there: boolean }) {
  const seconds = useSecondsLeft(held.endsAt)
  if (!there) return <p className="notice">{keyMessages.gone}</p>
  const { type, memory, algorithm, limit, windowSeconds, problem } = held
  const holds = keyMessages.holds(held.holds, seconds)
  return (
    <div className="key-facts">
      <p>
        {keyMessages.policy(keyMessages.algorithm(algorithm), limit, windowSeconds)}
        {type !== undefined && ` · ${type}`}
      </p>
      {holds !== null && <p>{holds}</p>}
      {memory !== undefined && (
        <p className="quiet">
          {memory === null ? keyMessages.memoryUnknown : keyMessages.memoryUsage(memory)}
        </p>
      )}
      {problem !== undefined && <p className="notice notice-warning">{problem}</p>}
      {held.endsAt === null && <p className="notice notice-warning">{keyMessages.stuck}</p>}
    </div>
  )
}

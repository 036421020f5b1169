// Count of limit, and the time to the reset: one key as Valkey holds it now.

import { messages } from '../core/messages.ts'
import type { CounterView } from '../live/live-state.ts'
import { liveMessages } from '../live/messages.ts'
import { useCounter } from '../live/useLive.ts'
import { brokenBehind } from '../ui/broken-behind.tsx'
import { Cells } from '../ui/Cells.tsx'
import { Drain } from '../ui/Drain.tsx'
import { useSecondsLeft } from '../ui/useSecondsLeft.ts'
import './playground.css'

export function Counter() {
  const counter = useCounter()
  const { policy, status, trusted } = counter
  return (
    <div className="counter" data-untrusted={!trusted || undefined}>
      <p className="counter-key">
        <span className="quiet">{liveMessages.counter.you}</span>{' '}
        <code>
          {counter.key === null ? liveMessages.counter.keyUnknown : brokenBehind(':', counter.key)}
        </code>
        {counter.mine !== null && (
          <span className="mine-mark">
            {liveMessages.counter.mine(Number.parseInt(counter.mine, 10))}
          </span>
        )}
      </p>
      {counter.mine !== null && !policy && status === 'counting' && (
        <p>{liveMessages.counter.counted(counter.count)}</p>
      )}
      {policy && status !== 'problem' && (
        <div className="row">
          <Cells counter={counter} label={liveMessages.counter.used(counter.count, policy.limit)} />
          <p className="counter-count">
            <CountText counter={counter} limit={policy.limit} />
          </p>
        </div>
      )}
      {policy && status !== 'problem' && (
        <Drain endsAt={trusted ? counter.endsAt : null} windowSeconds={policy.windowSeconds} />
      )}
      <CounterNote counter={counter} />
    </div>
  )
}

function CountText({ counter, limit }: { counter: CounterView; limit: number }) {
  const shown = counter.over > 0 ? limit : counter.count
  return (
    <>
      <strong>{shown}</strong> {liveMessages.counter.ofLimit(limit)}
      {counter.over > 0 && (
        <span className="counter-over"> · {liveMessages.counter.over(counter.over)}</span>
      )}
    </>
  )
}

/** The line under the counter: when it resets, or why it doesn't. */
function CounterNote({ counter }: { counter: CounterView }) {
  const { policy, status, trusted, endsAt } = counter
  const seconds = useSecondsLeft(trusted ? endsAt : null)
  if (status === 'problem') {
    return (
      <p className="notice notice-warning">
        {liveMessages.counter.problem(counter.problem ?? '')}{' '}
        <code>{messages.commands.del(counter.key ?? '')}</code>
      </p>
    )
  }
  if (status === 'stuck')
    return <p className="notice notice-warning">{liveMessages.counter.stuck}</p>
  return (
    <p className="counter-note">
      <span>{resetText(counter, seconds)}</span>
      {policy && (
        <span className="quiet">
          {liveMessages.counter.policy(policy.limit, policy.windowSeconds)}
        </span>
      )}
    </p>
  )
}

function resetText(
  { status, trusted, mine, gradual, over }: CounterView,
  seconds: number | null,
): string {
  if (!trusted) return liveMessages.counter.lastKnown
  if (status === 'unknown') return liveMessages.counter.notHeardYet
  if (status === 'counting' && mine !== null && seconds === null)
    return liveMessages.counter.resetUnsaid
  if (status === 'empty' || seconds === null) return liveMessages.counter.nothingYet
  if (gradual && seconds > 0) {
    return over > 0
      ? liveMessages.counter.nextPassesIn(seconds)
      : liveMessages.counter.allBackIn(seconds)
  }
  return seconds > 0 ? liveMessages.counter.resetsIn(seconds) : liveMessages.counter.resetsNow
}

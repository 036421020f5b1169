// A click = one real HTTP request. A 429 turns the button into the wait.
import { liveMessages } from '../live/messages.ts'
import { usePlayground, usePlaygroundState } from '../live/useLive.ts'
import { waitEnd } from '../live/wait-end.ts'
import { Shape } from '../ui/Shape.tsx'
import { useSecondsLeft } from '../ui/useSecondsLeft.ts'

/** Sends one request. While this client is refused it shows the seconds to wait, and sends nothing. */
// region: button
export function RequestButton() {
  const { send } = usePlayground()
  const refusedUntil = usePlaygroundState(({ live, answers }) => waitEnd(live, answers))
  const seconds = useSecondsLeft(refusedUntil) ?? 0
  const waiting = seconds > 0
  // aria-disabled keeps the focus where it is while the button waits; `disabled` would drop it.
  return (
    <button
      type="button"
      className={waiting ? 'button button-waiting' : 'button button-primary'}
      aria-disabled={waiting}
      onClick={() => !waiting && void send(1)}
    >
      {waiting && <Shape kind="waiting" />}
      {waiting ? liveMessages.request.tryAgainIn(seconds) : liveMessages.request.send}
    </button>
  )
}
// endregion: button

/** Sends `count` requests without waiting, as an impatient client does: also while it is refused. */
export function BurstButton({ count }: { count: number }) {
  const { send } = usePlayground()
  const busy = usePlaygroundState(({ pending }) => pending > 1)
  return (
    <button
      type="button"
      className="button"
      aria-disabled={busy}
      onClick={() => !busy && void send(count)}
    >
      {liveMessages.request.burst(count)}
    </button>
  )
}

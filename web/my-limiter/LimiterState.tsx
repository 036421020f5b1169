import type { Crash, MyLimiterState } from '../../server/my-limiter/contract.ts'
import { Shape } from '../ui/Shape.tsx'
import { myLimiterMessages as texts } from './messages.ts'

/** What the learner's process does, in a line; why it does nothing, with the learner's own lines. */
export function LimiterState({
  state,
  begun,
  onAgain,
}: {
  state: MyLimiterState
  /** Whether there is code of theirs to choose. */
  begun: boolean
  onAgain: () => void
}) {
  return (
    <div className="limiter-state" role="status" data-is={state.is}>
      {state.is === 'off' && <p className="quiet">{begun ? texts.off : texts.offNotBegun}</p>}
      {state.is === 'starting' && (
        <p>
          <Shape kind="waiting" /> {texts.starting}
        </p>
      )}
      {state.is === 'live' && (
        <p>
          <Shape kind="allowed" /> {texts.live(state.because, state.readyMs)}
        </p>
      )}
      {state.is === 'crashed' && <WhyCrashed crash={state.crash} onAgain={onAgain} />}
    </div>
  )
}

function WhyCrashed({ crash, onAgain }: { crash: Crash; onAgain: () => void }) {
  const { kind, sentence, at, frames } = crash
  return (
    <div className="notice notice-lost limiter-crash">
      <p>
        <strong>{texts.crashed[kind]}</strong>
        {at && <> · {texts.at(at)}</>}
      </p>
      <p>{sentence}</p>
      {frames.length > 1 && (
        <ol className="limiter-frames">
          {frames.map((frame) => (
            <li key={frame}>
              <code>{frame}</code>
            </li>
          ))}
        </ol>
      )}
      {kind !== 'missing' && (
        <p>
          {texts.afterCrash}{' '}
          <button type="button" className="link-button" onClick={onAgain}>
            {texts.again}
          </button>
        </p>
      )}
    </div>
  )
}

import type {
  FailureAction,
  MemoryPolicy,
  ValkeyState,
} from '../../../server/labs/failure/contract.ts'
import { failureLabMessages as texts } from './messages.ts'

const delays = [0, 100, 300, 1000, 3000]

type Props = {
  state: ValkeyState
  /** What is being done at this moment. */
  doing: FailureAction['do'] | null
  onAct: (action: FailureAction) => void
}

/** What can be done to the Valkey. What makes no sense at the moment is switched off, not hidden. */
export function BreakControls({ state, doing, onAct }: Props) {
  const { process, filled } = state
  const running = process === 'running'
  // One button that changes its word: the focus stays where it is.
  const button = (title: string, action: FailureAction, possible: boolean) => {
    const off = !possible || doing !== null
    return (
      <button
        type="button"
        className="button"
        aria-disabled={off}
        onClick={() => !off && onAct(action)}
      >
        {title}
      </button>
    )
  }
  return (
    <section className="break-controls" aria-label={texts.break}>
      <div className="row">
        {button(texts.kill, { do: 'kill' }, process !== 'killed')}
        {button(
          process === 'killed' ? texts.restart : texts.restartRunning,
          { do: 'restart' },
          true,
        )}
        {process === 'frozen'
          ? button(texts.thaw, { do: 'thaw' }, true)
          : button(texts.freeze, { do: 'freeze' }, running)}
        {filled
          ? button(texts.clear, { do: 'clear' }, running)
          : button(doing === 'fill' ? texts.filling : texts.fill, { do: 'fill' }, running)}
      </div>
      <label>
        <span>{texts.slow}</span>
        <select
          value={state.delayMs}
          onChange={({ target }) => onAct({ do: 'slow', delayMs: Number(target.value) })}
        >
          {delays.map((delayMs) => (
            <option key={delayMs} value={delayMs}>
              {texts.ms(delayMs)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{texts.eviction}</span>
        <select
          value={state.policy}
          disabled={!running}
          onChange={({ target }) => onAct({ do: 'policy', policy: target.value as MemoryPolicy })}
        >
          {Object.entries(texts.evictions).map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </label>
    </section>
  )
}

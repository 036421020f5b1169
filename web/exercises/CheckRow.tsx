import type { CheckResult, CheckState } from '../../server/exercises/contract.ts'
import { InlineText } from '../ui/InlineText.tsx'
import { Shape, type ShapeKind } from '../ui/Shape.tsx'
import type { ExerciseState } from './exercise-state.ts'
import type { ExerciseStore } from './exercise-store.ts'
import type { Explained } from './explained-before.ts'
import { exerciseMessages } from './messages.ts'
import { onOneLine } from './on-one-line.ts'

const text = exerciseMessages.checks

/** One check: its sentence, and when it does not hold, what was expected, what came, and which hint fits. */
export function CheckRow({
  name,
  result,
  checking,
  explained,
  state,
  store,
}: {
  name: string
  result: CheckResult | null
  checking: boolean
  explained: Explained
  state: ExerciseState
  store: Pick<ExerciseStore, 'goTo' | 'showHints'>
}) {
  const known = checking ? null : result
  const word = checking ? text.checkingOne : known ? text.states[known.state] : text.unknown
  return (
    <li data-state={checking ? 'checking' : (known?.state ?? 'unknown')}>
      <CheckIcon state={checking ? 'checking' : (known?.state ?? 'unknown')} />
      <div>
        <span>
          <InlineText text={name} />
        </span>
        {known?.state === 'passed' ? (
          <span className="visually-hidden">: {word}</span>
        ) : (
          <span className="exercise-check-word"> {word}</span>
        )}
        {known && known.state !== 'passed' && known.state !== 'not run' && (
          <CheckDetails result={known} explained={explained} state={state} store={store} />
        )}
      </div>
    </li>
  )
}

function CheckDetails({
  result: { message, expected, received, hint, at },
  explained,
  state: { hints, facts },
  store,
}: {
  result: CheckResult
  explained: Explained
  state: ExerciseState
  store: Pick<ExerciseStore, 'goTo' | 'showHints'>
}) {
  const isThere = hint !== undefined && hint <= (facts?.hintTexts.length ?? 0)
  const hasHint = isThere && !explained.hint
  if (explained.message && !hasHint) return <p className="quiet">{text.asAbove}</p>
  return (
    <div className="exercise-check-details">
      {message && <p>{message}</p>}
      {(expected !== undefined || received !== undefined) && (
        <dl>
          {expected !== undefined && (
            <div>
              <dt>{text.expected}</dt>
              <dd>
                <code>{onOneLine(expected)}</code>
              </dd>
            </div>
          )}
          {received !== undefined && (
            <div>
              <dt>{text.received}</dt>
              <dd>
                <code>{onOneLine(received)}</code>
              </dd>
            </div>
          )}
        </dl>
      )}
      {at && (
        <p>
          <button type="button" className="link-button" onClick={() => store.goTo(at)}>
            {text.at(at.file, at.line)}
          </button>
        </p>
      )}
      {hasHint &&
        (hints.includes(hint) ? (
          <p className="quiet">{text.hintShown(hint)}</p>
        ) : (
          <p>
            <button
              type="button"
              className="link-button"
              onClick={() => store.showHints([...hints, hint])}
            >
              {text.hint(hint)}
            </button>
          </p>
        ))}
    </div>
  )
}

const shapes: Record<CheckState | 'checking' | 'unknown', ShapeKind | 'stopped'> = {
  passed: 'allowed',
  wrong: 'rejected',
  stuck: 'stopped',
  infrastructure: 'failed',
  inconclusive: 'failed',
  'not run': 'free',
  checking: 'waiting',
  unknown: 'free',
}

/** The shapes of the live part, and two bars for what was stopped. */
function CheckIcon({ state }: { state: CheckState | 'checking' | 'unknown' }) {
  const shape = shapes[state]
  if (shape !== 'stopped') return <Shape kind={shape} />
  return (
    <svg className="shape shape-rejected" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M5.5 3v10M10.5 3v10" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  )
}

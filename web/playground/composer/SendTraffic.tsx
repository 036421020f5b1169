import { liveMessages } from '../../live/messages.ts'
import { tally } from '../../live/tally.ts'
import { RequestButton } from '../RequestButton.tsx'
import type { Setup } from './check-setup.ts'
import { composerMessages } from './messages.ts'
import { refusalOf } from './refusal-of.ts'
import type { TrafficRun } from './useTraffic.ts'

const { send: texts } = composerMessages

/** The button that sends, and how far it has come. Its form is submitted by it, and by the Enter key in a field. */
export function SendTraffic({
  setup,
  run,
  onStop,
}: {
  /** null: some field cannot be sent. */
  setup: Setup | null
  run: TrafficRun | null
  onStop: () => void
}) {
  const running = run?.is === 'running'
  const refusal = run && !running ? refusalOf(run.answers) : null
  // Sent once to the guide's endpoint it is the guide's own button, that a 429 turns into the wait.
  const guideOnce = setup?.policy === null && setup.each === 1 && setup.rate === null
  return (
    <div className="composer-send">
      <div className="composer-buttons">
        {guideOnce && !running ? (
          <RequestButton />
        ) : (
          <button type="submit" className="button button-primary" aria-disabled={running}>
            {setup ? labelOf(setup) : texts.blocked}
          </button>
        )}
        {running && run.total > 1 && (
          <button type="button" className="button" onClick={onStop}>
            {texts.stop}
          </button>
        )}
      </div>
      {!setup && <p className="field-fault">{texts.nothingSent}</p>}
      {running && run.total > 1 && (
        <>
          <progress max={run.total} value={run.answers.length} aria-label={texts.progress} />
          <p className="quiet">
            {texts.running(run.answers.length, run.total, liveMessages.tried(tally(run.answers)))}
          </p>
        </>
      )}
      <p className="composer-result" role="status">
        {run && !running && resultText(run)}
      </p>
      <p className={refusal === null ? undefined : 'notice notice-warning'} role="status">
        {refusal}
      </p>
    </div>
  )
}

function labelOf({ clients, each, rate }: Setup): string {
  if (rate !== null) return texts.steady(rate, each / rate, clients.length)
  return each === 1 ? texts.one(clients.length) : texts.burst(each, clients.length)
}

function resultText({ is, total, answers, tookMs }: TrafficRun): string {
  const tried = liveMessages.tried(tally(answers))
  return is === 'stopped'
    ? texts.stopped(answers.length, total, tried)
    : texts.ended(total, tried, tookMs)
}

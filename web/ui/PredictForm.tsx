// Predict, then run: the reader commits to a number before they see the one that is measured.
import { type ReactNode, useId, useState } from 'react'
import { InlineText } from './InlineText.tsx'
import { predictMessages as texts } from './messages.ts'

export type PredictFormProps = {
  question: string
  /** The largest number that can come out. */
  most?: number
  unit?: string | undefined
  phase: 'asking' | 'running' | 'over'
  /** Locks the number before the run. */
  fixed?: boolean
  /** Replaces the button that starts the run. `onRun` gets the `value` of the submit button that was used. */
  buttons?: ReactNode
  onRun: (predicted: number, button: string | null) => void
  onAgain: () => void
  /** Below the form, for example why it waits. */
  note?: ReactNode
  /** The progress, then the verdict. */
  status: ReactNode
  /** Shows `children`, the explanation. */
  explained: boolean
  children?: ReactNode
}

export function PredictForm(props: PredictFormProps) {
  const { question, most, unit, phase, buttons, onRun, onAgain, note, status, explained } = props
  const [guess, setGuess] = useState('')
  const id = useId()
  return (
    <section className="predict" aria-labelledby={`${id}-question`}>
      <p className="aside-title">{texts.title}</p>
      <form
        className="predict-form with-js"
        onSubmit={(event) => {
          event.preventDefault()
          // The field is `required`, so there is a number.
          const { submitter } = event.nativeEvent as SubmitEvent
          const button = submitter?.getAttribute('value') ?? null
          if (phase === 'asking') onRun(Number.parseInt(guess, 10), button)
        }}
      >
        <label id={`${id}-question`} htmlFor={id}>
          <InlineText text={question} />
        </label>
        <span className="predict-row">
          <input
            id={id}
            type="number"
            inputMode="numeric"
            min="0"
            max={most}
            required
            value={guess}
            readOnly={phase !== 'asking' || props.fixed}
            onChange={(event) => setGuess(event.target.value)}
          />
          {unit && <span>{unit}</span>}
          {phase === 'asking' &&
            (buttons ?? (
              <button type="submit" className="button button-primary">
                {texts.run}
              </button>
            ))}
          {phase === 'over' && (
            <button type="button" className="button" onClick={onAgain}>
              {texts.again}
            </button>
          )}
        </span>
      </form>
      {note}
      <div role="status">{status}</div>
      <div className="explanation" data-open={explained || undefined}>
        {props.children}
      </div>
    </section>
  )
}

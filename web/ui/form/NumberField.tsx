import { useId } from 'react'
import { type NumberBounds, readWholeNumber } from './number-fields.ts'

const outside = ({ least, most }: NumberBounds) =>
  `A whole number from ${least} to ${most.toLocaleString('en')}.`

/** A whole number between two bounds; what is wrong with it is said below it, as soon as it is wrong. */
export function NumberField({
  label,
  unit,
  hint,
  text,
  bounds,
  wrong = readWholeNumber(text, bounds) === null ? outside(bounds) : null,
  onText,
}: {
  label: string
  unit?: string | undefined
  hint?: string
  text: string
  bounds: NumberBounds
  /** What is wrong, or null, where the page knows better than the bounds. */
  wrong?: string | null
  onText: (text: string) => void
}) {
  const id = useId()
  return (
    <div className="number-field">
      <label htmlFor={id}>{label}</label>
      <span className="number-field-row">
        <input
          id={id}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          maxLength={20}
          value={text}
          aria-invalid={wrong !== null}
          aria-describedby={unit ? `${id}-unit ${id}-note` : `${id}-note`}
          onChange={({ target }) => onText(target.value)}
          onKeyDown={(event) => {
            const change = { ArrowUp: 1, ArrowDown: -1 }[event.key]
            const value = readWholeNumber(text, bounds)
            if (change === undefined || value === null) return
            event.preventDefault()
            onText(String(Math.min(bounds.most, Math.max(bounds.least, value + change))))
          }}
        />
        {unit && <span id={`${id}-unit`}>{unit}</span>}
      </span>
      <span
        id={`${id}-note`}
        className={wrong !== null ? 'number-field-error' : 'number-field-hint'}
        aria-live="polite"
      >
        {wrong ?? hint}
      </span>
    </div>
  )
}

import { type ReactNode, useId } from 'react'
import './form/form.css'

/** One of a few, all of them in view: radio buttons, so the arrow keys choose. */
export function RadioGroup<Value extends string>({
  legend,
  value,
  options,
  onChange,
  look = 'segments',
}: {
  legend: string
  value: Value
  options: readonly { value: Value; label: ReactNode }[]
  onChange: (value: Value) => void
  look?: 'segments' | 'lines'
}) {
  const name = useId()
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div className={`radio-${look}`}>
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

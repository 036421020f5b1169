import { useId } from 'react'
import './form.css'

/** One of a few, each said in words. */
export function Choice<Name extends string>({
  legend,
  choices,
  value,
  onChange,
}: {
  legend: string
  choices: Record<Name, string>
  value: Name
  onChange: (name: Name) => void
}) {
  const id = useId()
  return (
    <fieldset className="radio-lines">
      <legend>{legend}</legend>
      {(Object.keys(choices) as Name[]).map((name) => (
        <label key={name}>
          <input
            type="radio"
            name={id}
            value={name}
            checked={value === name}
            onChange={() => onChange(name)}
          />
          {choices[name]}
        </label>
      ))}
    </fieldset>
  )
}

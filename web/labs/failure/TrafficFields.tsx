import type { FailureOptions } from '../../../server/labs/failure/contract.ts'
import { failureLabMessages as texts } from './messages.ts'

const fields = [
  { name: 'perSecond', min: 1, max: 20 },
  { name: 'limit', min: 1, max: 1000 },
  { name: 'windowSeconds', min: 1, max: 60 },
] as const

type Props = {
  options: FailureOptions
  running: boolean
  onChange: (options: FailureOptions) => void
}

/** How many requests, and the limit. The browser holds the bounds, and says them. */
export function TrafficFields({ options, running, onChange }: Props) {
  return (
    <fieldset className="lane-form failure-traffic" disabled={running}>
      <legend>{texts.traffic}</legend>
      {fields.map(({ name, min, max }) => (
        <label key={name}>
          <span>{texts[name]}</span>
          <input
            type="number"
            required
            {...{ min, max, step: 1, title: texts.whole(min, max) }}
            value={Number.isNaN(options[name]) ? '' : options[name]}
            onChange={({ target }) => onChange({ ...options, [name]: target.valueAsNumber })}
          />
        </label>
      ))}
    </fieldset>
  )
}

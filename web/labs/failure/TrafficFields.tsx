import { failureBounds } from '../../../server/labs/failure/bounds.ts'
import type { FailureOptions } from '../../../server/labs/failure/contract.ts'
import { failureLabMessages as texts } from './messages.ts'

const fields = (['perSecond', 'limit', 'windowSeconds'] as const).map((name) => {
  const { least, most } = failureBounds[name]
  return { name, min: least, max: most }
})

type Props = {
  options: FailureOptions
  running: boolean
  onChange: (options: FailureOptions) => void
}

/** How many requests, and the limit. The browser checks the bounds and shows them. */
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
            min={min}
            max={max}
            step={1}
            title={texts.whole(min, max)}
            value={Number.isNaN(options[name]) ? '' : options[name]}
            onChange={({ target }) => onChange({ ...options, [name]: target.valueAsNumber })}
          />
        </label>
      ))}
    </fieldset>
  )
}

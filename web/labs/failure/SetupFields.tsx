// The form of the failure lab: two setups, and the traffic for both.
import { failureBounds } from '../../../server/labs/failure/bounds.ts'
import type {
  FailureOptions,
  LaneName,
  LaneSettings,
} from '../../../server/labs/failure/contract.ts'
import { failureLabMessages as texts } from './messages.ts'

type LaneFieldsProps = {
  lane: LaneName
  settings: LaneSettings
  /** While it runs only the failure policy can be changed. */
  running: boolean
  onChange: (settings: LaneSettings) => void
}

/** One setup of client and limiter. */
export function LaneFields({ lane, settings, running, onChange }: LaneFieldsProps) {
  return (
    <fieldset className="lane-form">
      <legend>{texts.lane(lane)}</legend>
      <label>
        <span>{texts.client}</span>
        <select
          value={settings.client}
          disabled={running}
          onChange={({ target }) =>
            onChange({ ...settings, client: target.value as LaneSettings['client'] })
          }
        >
          {Object.entries(texts.clients).map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{texts.onFailure}</span>
        <select
          value={settings.onFailure}
          onChange={({ target }) =>
            onChange({ ...settings, onFailure: target.value as LaneSettings['onFailure'] })
          }
        >
          {Object.entries(texts.policies).map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label className="lane-check">
        <input
          type="checkbox"
          checked={settings.deadline}
          disabled={running}
          onChange={({ target }) => onChange({ ...settings, deadline: target.checked })}
        />
        <span>{texts.deadline}</span>
      </label>
    </fieldset>
  )
}

const trafficFields = (['perSecond', 'limit', 'windowSeconds'] as const).map((name) => {
  const { least, most } = failureBounds[name]
  return { name, min: least, max: most }
})

type TrafficFieldsProps = {
  options: FailureOptions
  running: boolean
  onChange: (options: FailureOptions) => void
}

/** How many requests, and the limit. The browser checks the bounds and shows them. */
export function TrafficFields({ options, running, onChange }: TrafficFieldsProps) {
  return (
    <fieldset className="lane-form failure-traffic" disabled={running}>
      <legend>{texts.traffic}</legend>
      {trafficFields.map(({ name, min, max }) => (
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

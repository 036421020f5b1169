import type { LaneName, LaneSettings } from '../../../server/labs/failure/contract.ts'
import { failureLabMessages as texts } from './messages.ts'

type Props = {
  lane: LaneName
  settings: LaneSettings
  /** While it runs only the failure policy can be changed. */
  running: boolean
  onChange: (settings: LaneSettings) => void
}

/** One way to set up client and limiter. */
export function LaneForm({ lane, settings, running, onChange }: Props) {
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

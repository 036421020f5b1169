import type { LoadOptions } from '../../../server/experiments/load/contract.ts'
import { loadMessages as texts } from '../../messages/en/load.ts'
import { Choice } from '../form/Choice.tsx'
import { Slider } from '../form/Slider.tsx'

export function LoadForm({
  options,
  onChange,
}: {
  options: LoadOptions
  onChange: (options: LoadOptions) => void
}) {
  return (
    <div className="lab-fields">
      <Slider
        label={texts.connections}
        min={1}
        max={100}
        value={options.connections}
        onChange={(connections) => onChange({ ...options, connections })}
      />
      <Slider
        label={texts.secondsEach}
        min={1}
        max={20}
        value={options.seconds}
        onChange={(seconds) => onChange({ ...options, seconds })}
      />
      <Choice
        legend={texts.outcome}
        choices={texts.outcomes}
        value={options.outcome}
        onChange={(outcome) => onChange({ ...options, outcome })}
      />
      <Choice
        legend={texts.sides}
        choices={texts.sidesNames}
        value={options.sides}
        onChange={(sides) => onChange({ ...options, sides })}
      />
    </div>
  )
}

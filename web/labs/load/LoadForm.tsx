import type { LoadOptions } from '../../../server/labs/load/contract.ts'
import { Choice } from '../../ui/form/Choice.tsx'
import { Slider } from '../../ui/form/Slider.tsx'
import { loadMessages as texts } from './messages.ts'

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

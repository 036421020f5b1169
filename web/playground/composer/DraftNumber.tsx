import { NumberField } from '../../ui/form/NumberField.tsx'
import { bounds, type Faults, type NumberField as NumberName } from './check-setup.ts'
import type { Draft } from './composer-state.ts'
import { composerMessages } from './messages.ts'

/** A number of the draft. A value that cannot be sent stays as typed, and a sentence explains why. */
export function DraftNumber({
  name,
  label,
  unit,
  draft,
  faults,
  onChange,
}: {
  name: NumberName
  label: string
  unit?: string
  draft: Draft
  faults: Faults
  onChange: (draft: Draft) => void
}) {
  const { min, max } = bounds[name]
  const fault = faults[name]
  return (
    <NumberField
      label={label}
      unit={unit}
      text={draft[name]}
      bounds={{ least: min, most: max }}
      wrong={fault ? composerMessages.fault(fault) : null}
      onText={(text) => onChange({ ...draft, [name]: text })}
    />
  )
}

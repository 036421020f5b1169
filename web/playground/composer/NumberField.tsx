import { useId } from 'react'
import type { Fault } from './check-setup.ts'
import { FieldFault } from './FieldFault.tsx'

/** A number as text: what cannot be sent stays as it was typed, with a sentence that says why. */
export function NumberField({
  label,
  unit,
  value,
  fault,
  onChange,
}: {
  label: string
  unit?: string
  value: string
  fault: Fault | undefined
  onChange: (value: string) => void
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="field-row">
        <input
          id={id}
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
          size={6}
          value={value}
          aria-invalid={fault !== undefined}
          aria-describedby={unit ? `${id}-unit ${id}-fault` : `${id}-fault`}
          onChange={({ target }) => onChange(target.value)}
        />
        {unit && (
          <span className="quiet" id={`${id}-unit`}>
            {unit}
          </span>
        )}
      </span>
      <FieldFault id={`${id}-fault`} fault={fault} />
    </div>
  )
}

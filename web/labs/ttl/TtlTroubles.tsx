import { useId } from 'react'
import type { TtlTrouble } from '../../../server/labs/ttl/contract.ts'
import { ttlMessages as texts } from './messages.ts'
import { troubles } from './ttl-state.ts'

export function TtlTroubles({
  chosen,
  onChoose,
}: {
  chosen: TtlTrouble
  onChoose: (trouble: TtlTrouble) => void
}) {
  const name = useId()
  return (
    <fieldset className="ttl-troubles">
      <legend>{texts.troubleLegend}</legend>
      {troubles.map((trouble) => (
        <label key={trouble}>
          <input
            type="radio"
            name={name}
            checked={trouble === chosen}
            onChange={() => onChoose(trouble)}
          />
          <span>
            <strong>{texts.troubles[trouble].title}</strong>
            <span className="quiet">{texts.troubles[trouble].text}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

import { useId } from 'react'
import { ttlTroubles } from '../../../server/labs/ttl/bounds.ts'
import type { TtlTrouble } from '../../../server/labs/ttl/contract.ts'
import { ttlMessages as texts } from './messages.ts'

const paces = [150, 300, 600, 2500]

/** What goes wrong with the expiry, and how often a request arrives. */
export function TtlFields({
  trouble,
  onTrouble,
  everyMs,
  onEveryMs,
}: {
  trouble: TtlTrouble
  onTrouble: (trouble: TtlTrouble) => void
  everyMs: number
  onEveryMs: (everyMs: number) => void
}) {
  const name = useId()
  return (
    <>
      <fieldset className="ttl-troubles">
        <legend>{texts.troubleLegend}</legend>
        {ttlTroubles.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name={name}
              checked={each === trouble}
              onChange={() => onTrouble(each)}
            />
            <span>
              <strong>{texts.troubles[each].title}</strong>
              <span className="quiet">{texts.troubles[each].text}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <label className="ttl-pace">
        {texts.pace}
        <select value={everyMs} onChange={({ target }) => onEveryMs(Number(target.value))}>
          {paces.map((pace) => (
            <option key={pace} value={pace}>
              {texts.paceOf(pace)}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

import { memo, useId } from 'react'
import { algorithmNames } from '../../../server/limiter/algorithms/algorithms.ts'
import type { Faults } from './check-setup.ts'
import { type Draft, guidePolicy, isGuidePolicy } from './composer-state.ts'
import { DraftNumber } from './DraftNumber.tsx'
import { composerMessages } from './messages.ts'

const { policy: texts } = composerMessages

/** Algorithm, limit and window. What differs from the guide is said to, and undone with a click. */
export const PolicyFields = memo(function PolicyFields({
  draft,
  faults,
  onChange,
}: {
  draft: Draft
  faults: Faults
  onChange: (draft: Draft) => void
}) {
  const id = useId()
  const fields = { draft, faults, onChange }
  return (
    <fieldset className="composer-part">
      <legend>{texts.legend}</legend>
      <div className="field">
        <label htmlFor={id}>{texts.algorithm}</label>
        <select
          id={id}
          value={draft.algorithm}
          onChange={({ target }) => {
            const algorithm = algorithmNames.find((name) => name === target.value)
            if (algorithm) onChange({ ...draft, algorithm })
          }}
        >
          {algorithmNames.map((name) => (
            <option key={name} value={name}>
              {texts.algorithmTitle(name)}
            </option>
          ))}
        </select>
      </div>
      <div className="field-pair">
        <DraftNumber name="limit" label={texts.limit} {...fields} />
        <DraftNumber name="window" label={texts.window} unit={texts.windowUnit} {...fields} />
      </div>
      <p className="quiet">{texts.ownCounter}</p>
      {!isGuidePolicy(draft) && (
        <div className="notice notice-warning composer-changed">
          <p>{changeText(draft, faults)}</p>
          <button
            type="button"
            className="link-button"
            onClick={() => onChange({ ...draft, ...guidePolicy })}
          >
            {texts.toGuide}
          </button>
        </div>
      )}
    </fieldset>
  )
})

function changeText({ algorithm, limit, window }: Draft, faults: Faults): string {
  const onlyShorter =
    algorithm === guidePolicy.algorithm &&
    limit === guidePolicy.limit &&
    !faults.window &&
    Number(window) < Number(guidePolicy.window)
  return onlyShorter ? texts.windowShortened(window.trim()) : texts.changed
}

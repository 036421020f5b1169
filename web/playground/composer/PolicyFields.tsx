import { memo, useId } from 'react'
import type { Faults } from './check-setup.ts'
import { algorithmNames, type Draft, guidePolicy, isGuidePolicy } from './composer-state.ts'
import { composerMessages } from './messages.ts'
import { NumberField } from './NumberField.tsx'

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
  return (
    <fieldset className="stack-tight">
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
              {texts.algorithms[name]}
            </option>
          ))}
        </select>
      </div>
      <div className="field-pair">
        <NumberField
          label={texts.limit}
          value={draft.limit}
          fault={faults.limit}
          onChange={(limit) => onChange({ ...draft, limit })}
        />
        <NumberField
          label={texts.window}
          unit={texts.windowUnit}
          value={draft.window}
          fault={faults.window}
          onChange={(window) => onChange({ ...draft, window })}
        />
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

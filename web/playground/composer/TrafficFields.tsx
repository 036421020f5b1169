import { memo } from 'react'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import type { Faults } from './check-setup.ts'
import { type Draft, trafficKinds } from './composer-state.ts'
import { DraftNumber } from './DraftNumber.tsx'
import { composerMessages } from './messages.ts'

const { traffic: texts } = composerMessages

/** One, a burst of N, or N per second for T seconds. */
export const TrafficFields = memo(function TrafficFields({
  draft,
  faults,
  onChange,
}: {
  draft: Draft
  faults: Faults
  onChange: (draft: Draft) => void
}) {
  const field = (name: 'count' | 'rate' | 'seconds') => (
    <DraftNumber
      name={name}
      label={texts[name]}
      draft={draft}
      faults={faults}
      onChange={onChange}
    />
  )
  return (
    <div className="composer-part">
      <RadioGroup
        legend={texts.legend}
        value={draft.traffic}
        options={trafficKinds.map((kind) => ({ value: kind, label: texts.kinds[kind] }))}
        onChange={(traffic) => onChange({ ...draft, traffic })}
      />
      {draft.traffic === 'burst' && (
        <>
          {field('count')}
          <p className="quiet">
            {texts.fiveAtOnce} <TextLink href="/labs/race/">{texts.raceLab}</TextLink>.
          </p>
        </>
      )}
      {draft.traffic === 'steady' && (
        <>
          <div className="field-pair">
            {field('rate')}
            {field('seconds')}
          </div>
          <p className="quiet">{texts.steadyNote}</p>
        </>
      )}
    </div>
  )
})

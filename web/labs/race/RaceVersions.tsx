import { raceVersions } from '../../../server/labs/race/bounds.ts'
import type { RaceResult, RaceVersion } from '../../../server/labs/race/contract.ts'
import { Shape, type ShapeKind } from '../../ui/Shape.tsx'
import { raceMessages as texts } from './messages.ts'
import { type RaceVerdict, verdictOf } from './race-state.ts'

const shapes: Record<RaceVerdict, ShapeKind> = {
  'too-many': 'rejected',
  stuck: 'failed',
  'as-limited': 'allowed',
  'all-fit': 'allowed',
  crashed: 'allowed',
  failed: 'failed',
}

/** The three ways side by side with their results; the chosen one is shown below in full. */
export function RaceVersions({
  name,
  shown,
  onShow,
  results,
  stale,
}: {
  /** Of the radio buttons, unique on the page. */
  name: string
  shown: RaceVersion
  onShow: (version: RaceVersion) => void
  results: Partial<Record<RaceVersion, RaceResult>>
  /** Whose result is still the one of the race before. */
  stale: (version: RaceVersion) => boolean
}) {
  return (
    <fieldset className="race-versions">
      <legend className="visually-hidden">{texts.versionsLegend}</legend>
      {raceVersions.map((version) => {
        const result = results[version]
        return (
          <label
            className="race-version"
            key={version}
            data-verdict={result && verdictOf(result)}
            data-stale={stale(version) || undefined}
          >
            <span className="race-version-head">
              <input
                type="radio"
                name={name}
                checked={version === shown}
                onChange={() => onShow(version)}
              />
              <span className="race-version-name">{texts.versions[version]}</span>
              <span className="race-version-kind">{texts.kinds[version]}</span>
            </span>
            {result ? <Outcome result={result} /> : <span className="quiet">{texts.notYet}</span>}
          </label>
        )
      })}
    </fieldset>
  )
}

function Outcome({ result }: { result: RaceResult }) {
  const verdict = verdictOf(result)
  return (
    <>
      <span className="race-admitted">
        <strong>{result.admitted}</strong> <span>{texts.admitted(result.clients)}</span>
        <span className="visually-hidden">, </span>
        <span className="race-limit">{texts.ofLimit(result.limit)}</span>
      </span>
      <span className="race-verdict">
        <Shape kind={shapes[verdict]} /> {texts.verdict[verdict](result)}
      </span>
    </>
  )
}

import { useId } from 'react'
import type { RaceResult, RaceVersion } from '../../../server/labs/race/contract.ts'
import { Code } from '../../editor/Code.tsx'
import GetThenSet from './get-then-set.mdx'
import IncrThenExpire from './incr-then-expire.mdx'
import { raceMessages as texts } from './messages.ts'
import { RaceOrder } from './RaceOrder.tsx'
import { countFinishes, mostBetween, sharedNumbers, spansOf, verdictOf } from './race-state.ts'
import Script from './script.mdx'

/** The file that each client runs, coloured when the page was built. */
const listings = {
  'get-then-set': GetThenSet,
  'incr-then-expire': IncrThenExpire,
  script: Script,
} satisfies Record<RaceVersion, unknown>

/** One way to count: its code, its result and why, and the order of its commands. */
export function RaceDetail({
  version,
  result,
}: {
  version: RaceVersion
  result: RaceResult | undefined
}) {
  const id = useId()
  const Listing = listings[version]
  return (
    <div className="race-detail">
      <section aria-labelledby={`${id}-code`} className="race-part">
        {/* No headings: in a lesson they would be a level deeper than on the lab's own page. */}
        <p className="race-part-title" id={`${id}-code`}>
          {texts.code}
        </p>
        <Listing components={{ Code }} />
        {result && <Explanation result={result} />}
      </section>
      <section aria-labelledby={`${id}-order`} className="race-part">
        <p className="race-part-title" id={`${id}-order`}>
          {texts.order}
        </p>
        {!result && <p className="quiet">{texts.orderNone}</p>}
        {result?.steps === null && <p className="quiet">{texts.orderUnwatched}</p>}
        {result?.steps && <RaceOrder result={result} steps={result.steps} />}
      </section>
    </div>
  )
}

function Explanation({ result }: { result: RaceResult }) {
  const { finishes, steps, version } = result
  const verdict = verdictOf(result)
  const counts = countFinishes(finishes)
  const between = steps && mostBetween(spansOf(steps))
  const failed = finishes.find(({ outcome }) => outcome === 'failed')
  return (
    <div className="race-explanation">
      <p className="race-counts">
        {texts.finishes(counts.admitted, counts.rejected, counts.crashed, counts.failed)}
      </p>
      <p>
        {verdict === 'failed'
          ? failed && texts.explain.failed(failed)
          : texts.explain[verdict](result, sharedNumbers(finishes), between)}
      </p>
      {verdict === 'as-limited' && version === 'incr-then-expire' && (
        <p>{texts.explain.expireBehind}</p>
      )}
    </div>
  )
}

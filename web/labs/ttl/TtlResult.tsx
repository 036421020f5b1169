// The result of a run: in numbers, and in a sentence for each counter.
import { ttlVersions } from '../../../server/labs/ttl/bounds.ts'
import type { TtlTrouble } from '../../../server/labs/ttl/contract.ts'
import { ScrollRegion } from '../../ui/ScrollRegion.tsx'
import { ttlMessages as texts } from './messages.ts'
import { isStuck, type TtlView } from './ttl-state.ts'

export function TtlTally({ view }: { view: TtlView }) {
  const { tally } = texts
  return (
    <ScrollRegion className="ttl-tally" label={texts.tallyCaption}>
      <table className="key-table">
        <caption className="visually-hidden">{texts.tallyCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{tally.counter}</th>
            <th scope="col">{tally.requests}</th>
            <th scope="col">{tally.allowed}</th>
            <th scope="col">{tally.rejected}</th>
            <th scope="col">{tally.failed}</th>
            <th scope="col">{tally.lastAllowed}</th>
            <th scope="col">{tally.held}</th>
          </tr>
        </thead>
        <tbody>
          {ttlVersions.map((version) => {
            const { requests, allowed, rejected, failed, lastAllowedAtMs, last } =
              view.tallies[version]
            return (
              <tr key={version}>
                <th scope="row">{texts.versions[version]}</th>
                <td>{requests}</td>
                <td>{allowed}</td>
                <td>{rejected}</td>
                <td>{failed}</td>
                <td>{lastAllowedAtMs === null ? tally.never : texts.at(lastAllowedAtMs)}</td>
                <td>{last && tally.heldOf(last.count, last.ttlMs)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** One sentence on each counter, from what was measured. */
export function verdicts(view: TtlView, trouble: TtlTrouble, limit: number): string[] {
  const { verdict } = texts
  const { naive, repaired } = view.tallies
  if (!naive.last || !repaired.last) return []
  if (trouble === 'every-hit') {
    const pushed = naive.rejected > 0
    return [
      pushed
        ? verdict.pushed(naive.rejected, naive.last.ttlMs)
        : verdict.pushedButFree(naive.allowed),
      verdict.steady(repaired.allowed),
    ]
  }
  return [
    isStuck(naive, limit)
      ? verdict.stuck(naive.last.count, naive.last.atMs - (naive.lastAllowedAtMs ?? 0))
      : verdict.freed,
    verdict.healed(repaired.allowed),
  ]
}

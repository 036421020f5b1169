// The result of a run: in numbers, and in a sentence for each counter.
import { ttlVersions } from '../../../server/labs/ttl/bounds.ts'
import type { TtlTrouble } from '../../../server/labs/ttl/contract.ts'
import { Table } from '../../ui/Table.tsx'
import { ttlMessages as texts } from './messages.ts'
import { isStuck, type TtlView } from './ttl-state.ts'

export function TtlTally({ view }: { view: TtlView }) {
  const { tally } = texts
  return (
    <Table
      className="key-table"
      scroll="ttl-tally"
      label={texts.tallyCaption}
      head={[
        tally.counter,
        tally.requests,
        tally.allowed,
        tally.rejected,
        tally.failed,
        tally.lastAllowed,
        tally.held,
      ]}
      rows={ttlVersions.map((version) => {
        const { requests, allowed, rejected, failed, lastAllowedAtMs, last } = view.tallies[version]
        return {
          key: version,
          cells: [
            texts.versions[version],
            requests,
            allowed,
            rejected,
            failed,
            lastAllowedAtMs === null ? tally.never : texts.at(lastAllowedAtMs),
            last && tally.heldOf(last.count, last.ttlMs),
          ],
        }
      })}
    />
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

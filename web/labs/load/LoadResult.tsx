import { Table } from '../../ui/Table.tsx'
import type { LoadView, SideView } from './load-state.ts'
import { loadMessages as texts } from './messages.ts'

type Row = {
  name: string
  cell: (side: SideView) => string
  value?: (side: SideView) => number | undefined
  /** May take several lines: it is not held against its neighbours. */
  wraps?: true
}

const rows: Row[] = [
  {
    name: texts.metrics.requestsPerSecond,
    cell: (side) => texts.perSecond(side.requestsPerSecond),
    value: (side) => side.requestsPerSecond,
  },
  ...(['p50', 'p95', 'p99'] as const).map((which) => ({
    name: texts.metrics[which],
    cell: ({ total }: SideView) => (total ? texts.ms(total.latency[which]) : texts.notYet),
    value: ({ total }: SideView) => total?.latency[which],
  })),
  {
    name: texts.metrics.nodeUs,
    cell: ({ total }) => (total ? texts.us(total.cpuUs.node) : texts.notYet),
    value: ({ total }) => total?.cpuUs.node,
  },
  {
    name: texts.metrics.valkeyUs,
    cell: ({ total }) => (total ? texts.us(total.cpuUs.valkey) : texts.notYet),
  },
  { name: texts.metrics.nodeCpu, cell: ({ cpu }) => texts.percent(cpu.node) },
  { name: texts.metrics.valkeyCpu, cell: ({ cpu }) => texts.percent(cpu.valkey) },
  { name: texts.metrics.generatorCpu, cell: ({ cpu }) => texts.percent(cpu.generator) },
  {
    name: texts.metrics.answers,
    wraps: true,
    cell: ({ total }) => (total ? texts.answers(total.statuses) : texts.notYet),
  },
]

/** Both sides in a table, what they say together, and how far to trust it. `over`: no more will come. */
export function LoadResult({ view, over }: { view: LoadView; over: boolean }) {
  const { sides, machine, ratio } = view
  return (
    <section className="load-result" aria-label={texts.result}>
      <Table
        className="figures"
        label={texts.result}
        head={[
          texts.metric,
          ...sides.map(({ side }) => texts.side[side]),
          ...(sides.length === 2 ? [texts.difference] : []),
        ]}
        rows={rows.map((row) => ({
          key: row.name,
          className: row.wraps ? 'wraps' : undefined,
          cells: [
            row.name,
            ...sides.map(row.cell),
            ...(sides.length === 2 ? [timesOf(row, view)] : []),
          ],
        }))}
      />
      <div className="lab-verdict" role="status">
        {over && ratio && (
          <>
            <p className="aside-title">{texts.verdictTitle}</p>
            <p>
              {[
                texts.verdict(ratio, sides[0]?.total?.turns.length ?? 0),
                texts.cost(extraUs(sides)),
                texts.groupCommit(sides[1]?.total?.cpuUs.valkey ?? 0),
                texts.noise(ratio),
              ]
                .filter(Boolean)
                .join(' ')}
            </p>
          </>
        )}
      </div>
      {machine && (
        <p className="quiet">
          {[
            texts.machine(machine.cores, machine.node, machine.valkey),
            texts.shared(machine.cores),
            machine.loadAverage > 0.5 ? texts.busy(machine.loadAverage) : texts.quiet,
            texts.closedLoop,
          ]
            .filter(Boolean)
            .join(' ')}
        </p>
      )}
    </section>
  )
}

/** Speed is compared turn by turn, as in the verdict; the rest as it is in the row. */
function timesOf({ name, value }: Row, { sides: [bare, limited], ratio }: LoadView): string {
  if (name === texts.metrics.requestsPerSecond) return ratio ? texts.times(ratio.median) : ''
  const [from, to] = [bare && value?.(bare), limited && value?.(limited)]
  return from && to ? texts.times(to / from) : ''
}

function extraUs([bare, limited]: SideView[]): number {
  const us = (side: SideView | undefined) =>
    (side?.total?.cpuUs.node ?? 0) + (side?.total?.cpuUs.valkey ?? 0)
  return us(limited) - us(bare)
}

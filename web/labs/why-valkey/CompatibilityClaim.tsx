import type { Maker, WhyValkeyEvent } from '../../../server/labs/why-valkey/contract.ts'
import { Shape } from '../../ui/Shape.tsx'
import { Table } from '../../ui/Table.tsx'
import { RunControls } from '../RunControls.tsx'
import { useRun } from '../useRun.ts'
import { Claim } from './Claim.tsx'
import { whyValkeyMessages as messages } from './messages.ts'
import { NoRedis } from './NoRedis.tsx'
import { dataOf, judgeCompatibility } from './verdicts.ts'

const texts = messages.compatibility

export function CompatibilityClaim() {
  const run = useRun<WhyValkeyEvent>('why-valkey')
  const suites = dataOf(run.data, 'suite')
  const done = dataOf(run.data, 'operation')
  const operations = suites[0]?.operations ?? []
  const noRedis = dataOf(run.data, 'no redis').length > 0
  const all = operations.length * (noRedis ? 1 : 2)
  const verdict = run.state === 'running' ? null : judgeCompatibility(run.data)

  return (
    <Claim number={3} title={texts.title} how={texts.how} verdict={verdict}>
      <RunControls
        run={run}
        onStart={() => void run.start({ claim: 'compatibility' })}
        startLabel={texts.start}
        againLabel={texts.again}
        progress={{
          done: all === 0 ? 0 : done.length / all,
          label: texts.progress(done.length, all),
        }}
      />
      <NoRedis data={run.data} />
      {operations.length > 0 && (
        <Table
          className="figures compatibility"
          label={texts.title}
          textColumns
          head={[texts.operation, ...suites.map((suite) => messages.maker(suite))]}
          rows={operations.map((operation) => ({
            key: operation,
            cells: [
              operation,
              ...suites.map(({ maker }) => (
                <Outcome key={maker} done={done} maker={maker} operation={operation} />
              )),
            ],
          }))}
        />
      )}
    </Claim>
  )
}

type Done = Extract<WhyValkeyEvent, { kind: 'operation' }>

function Outcome({ done, maker, operation }: { done: Done[]; maker: Maker; operation: string }) {
  const one = done.find((each) => each.maker === maker && each.operation === operation)
  if (!one) return null
  return (
    <span className="outcome">
      <Shape kind={one.passed ? 'allowed' : 'rejected'} />
      <span className="visually-hidden">{one.passed ? texts.passed : texts.failed}: </span>
      <code>{one.got}</code> <span className="quiet">{texts.ms(one.ms)}</span>
    </span>
  )
}

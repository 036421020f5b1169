import type { Maker, WhyValkeyData } from '../../../server/labs/why-valkey/contract.ts'
import { ScrollRegion } from '../../ui/ScrollRegion.tsx'
import { Shape } from '../../ui/Shape.tsx'
import { RunControls } from '../RunControls.tsx'
import { useRun } from '../useRun.ts'
import { Claim } from './Claim.tsx'
import { whyValkeyMessages as messages } from './messages.ts'
import { NoRedis } from './NoRedis.tsx'
import { dataOf, judgeCompatibility } from './verdicts.ts'
import '../../ui/charts/charts.css'

const texts = messages.compatibility

export function CompatibilityClaim() {
  const run = useRun<WhyValkeyData>('why-valkey')
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
        <ScrollRegion className="table-scroll" label={texts.title}>
          <table className="figures compatibility" aria-label={texts.title}>
            <thead>
              <tr>
                <th scope="col">{texts.operation}</th>
                {suites.map((suite) => (
                  <th scope="col" className="text" key={suite.maker}>
                    {messages.maker(suite)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {operations.map((operation) => (
                <tr key={operation}>
                  <th scope="row">{operation}</th>
                  {suites.map(({ maker }) => (
                    <td className="text" key={maker}>
                      <Outcome done={done} maker={maker} operation={operation} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </Claim>
  )
}

type Done = Extract<WhyValkeyData, { kind: 'operation' }>

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

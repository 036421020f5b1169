import { useState } from 'react'
import {
  whyValkeyBounds as bounds,
  whyValkeyDefaults,
} from '../../../server/labs/why-valkey/bounds.ts'
import type { WhyValkeyEvent } from '../../../server/labs/why-valkey/contract.ts'
import { Slider } from '../../ui/form/Slider.tsx'
import { RunControls } from '../RunControls.tsx'
import { useRun } from '../useRun.ts'
import { Claim } from './Claim.tsx'
import { whyValkeyMessages as messages } from './messages.ts'
import { ThreadsFigures } from './ThreadsFigures.tsx'
import { dataOf, judgeThreads } from './verdicts.ts'

const texts = messages.threads
const { ioThreads, connections, rounds } = whyValkeyDefaults
const first = { ioThreads, connections, rounds }

export function ThreadsClaim() {
  const run = useRun<WhyValkeyEvent>('why-valkey')
  const [options, setOptions] = useState(first)
  const [asked, setAsked] = useState(first)
  const rounds = dataOf(run.data, 'threads round')
  const waits = dataOf(run.data, 'one at a time')
  const [cores] = dataOf(run.data, 'cores')
  // Two turns a round, and the PINGs of both at the end.
  const turns = asked.rounds * 2
  const verdict = run.state === 'running' ? null : judgeThreads({ cores, rounds, waits })

  return (
    <Claim number={1} title={texts.title} how={texts.how} verdict={verdict}>
      <form
        className="lab-form"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(options)
          void run.start({ claim: 'threads', ...options })
        }}
      >
        <div className="lab-fields">
          <Slider
            label={texts.ioThreads}
            min={bounds.ioThreads.least}
            max={bounds.ioThreads.most}
            value={options.ioThreads}
            onChange={(ioThreads) => setOptions({ ...options, ioThreads })}
          />
          <Slider
            label={texts.connections}
            min={bounds.connections.least}
            max={bounds.connections.most}
            value={options.connections}
            onChange={(connections) => setOptions({ ...options, connections })}
          />
          <Slider
            label={texts.rounds}
            min={bounds.rounds.least}
            max={bounds.rounds.most}
            value={options.rounds}
            onChange={(rounds) => setOptions({ ...options, rounds })}
          />
        </div>
        <RunControls
          run={run}
          startLabel={texts.start}
          againLabel={texts.again}
          progress={{
            done: (rounds.length + waits.length) / (turns + 2),
            label: cores
              ? texts.progress(Math.min(turns, rounds.length + 1), turns)
              : texts.starting,
          }}
        />
      </form>
      <ThreadsFigures rounds={rounds} waits={waits} />
    </Claim>
  )
}

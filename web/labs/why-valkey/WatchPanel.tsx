// The fourth claim's figures without the claim, for a lesson: the workbook's own Valkey, only read. It begins at once,
// because whoever sees it has asked for it.
import { useEffect, useRef } from 'react'
import { whyValkeyDefaults } from '../../../server/labs/why-valkey/bounds.ts'
import type { WhyValkeyEvent } from '../../../server/labs/why-valkey/contract.ts'
import { RunControls } from '../RunControls.tsx'
import { useRun } from '../useRun.ts'
import { InfoCharts } from './InfoCharts.tsx'
import { whyValkeyMessages } from './messages.ts'
import { ServerTables } from './ServerTables.tsx'
import { dataOf } from './verdicts.ts'
import { watchValkeyMessages } from './watch-messages.ts'

const seconds = whyValkeyDefaults.watchSeconds
const texts = whyValkeyMessages.observability

export default function WatchPanel() {
  const run = useRun<WhyValkeyEvent>('why-valkey')
  const readings = dataOf(run.data, 'reading').map(({ reading }) => reading)
  const last = readings.at(-1)
  const begun = useRef(false)
  const panel = useRef<HTMLDivElement>(null)
  const watch = () => void run.start({ claim: 'observability', watch: 'workbook', seconds })

  useEffect(() => {
    if (begun.current) return
    begun.current = true
    // The button that was pressed is gone: the keyboard goes on from here.
    panel.current?.focus()
    watch()
  })

  return (
    <div className="why-valkey" ref={panel} tabIndex={-1}>
      <form
        className="lab-form"
        onSubmit={(event) => {
          event.preventDefault()
          watch()
        }}
      >
        <RunControls
          run={run}
          startLabel={watchValkeyMessages.start}
          againLabel={texts.again}
          progress={{
            done: (last?.atSeconds ?? 0) / seconds,
            label: texts.progress(last?.atSeconds ?? 0, seconds),
          }}
        />
      </form>
      {last && (
        <>
          <InfoCharts readings={readings} />
          <ServerTables reading={last} />
        </>
      )}
    </div>
  )
}

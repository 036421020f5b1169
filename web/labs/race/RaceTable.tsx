import { Fragment, useState } from 'react'
import type { RaceStep } from '../../../server/labs/race/contract.ts'
import { Table } from '../../ui/Table.tsx'
import { raceMessages as texts } from './messages.ts'
import { shortCommand } from './race-state.ts'

/** Written out only when it is opened: two hundred clients are six hundred rows. */
export function RaceTable({ steps, shownKey }: { steps: RaceStep[]; shownKey: string }) {
  const [open, setOpen] = useState(false)
  const numbered = open ? steps.map((step, i) => ({ ...step, place: i + 1 })) : []
  return (
    <details className="race-all" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{texts.table.title(steps.length)}</summary>
      {open && (
        <>
          <p className="quiet race-key">{texts.key(shownKey)}</p>
          <Table
            label={texts.table.title(steps.length)}
            named={false}
            head={[
              texts.table.place,
              texts.table.time,
              texts.table.client,
              texts.table.command,
              texts.table.reply,
            ]}
            rows={numbered.map(({ place, client, command, atUs, reply, byScript }) => ({
              key: String(place),
              cells: [
                place,
                texts.at(atUs),
                client,
                <Fragment key="command">
                  <code>{shortCommand(command, shownKey)}</code>
                  {byScript && <span className="quiet"> {texts.inScript}</span>}
                </Fragment>,
                reply,
              ],
            }))}
          />
        </>
      )}
    </details>
  )
}

import { useState } from 'react'
import type { RaceStep } from '../../../server/labs/race/contract.ts'
import { ScrollRegion } from '../../ui/ScrollRegion.tsx'
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
          <ScrollRegion className="table-scroll" label={texts.table.title(steps.length)}>
            <table aria-label={texts.table.title(steps.length)}>
              <thead>
                <tr>
                  {[
                    texts.table.place,
                    texts.table.time,
                    texts.table.client,
                    texts.table.command,
                    texts.table.reply,
                  ].map((title) => (
                    <th key={title} scope="col">
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {numbered.map(({ place, client, command, atUs, reply, byScript }) => (
                  <tr key={place}>
                    <td>{place}</td>
                    <td>{texts.at(atUs)}</td>
                    <td>{client}</td>
                    <td>
                      <code>{shortCommand(command, shownKey)}</code>
                      {byScript && <span className="quiet"> {texts.inScript}</span>}
                    </td>
                    <td>{reply}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        </>
      )}
    </details>
  )
}

import { useId } from 'react'
import { longestName } from '../../../server/room/bounds.ts'
import type { BoardLearner } from '../../../server/room/contract.ts'
import { useStored, writeStored } from '../../core/stored.ts'
import { boardMessages } from './messages.ts'
import { Panel } from './Panel.tsx'
import { TaskFault } from './TaskFault.tsx'
import { useTask } from './useTask.ts'

const text = boardMessages.help

/** Who asks for help, the longest first. `now` is on Valkey's clock. */
export function HelpPanel({ hands, now }: { hands: BoardLearner[]; now: number }) {
  const id = useId()
  const { send, fault } = useTask()
  const you = useStored('instructor') ?? ''
  return (
    <Panel title={text.title}>
      {hands.length === 0 ? (
        <p className="quiet">{text.none}</p>
      ) : (
        <ol className="board-hands">
          {hands.map((learner) => {
            const who = boardMessages.who(learner)
            const { since = now, claimedBy = null } = learner.help ?? {}
            return (
              <li key={learner.id} data-claimed={claimedBy !== null || undefined}>
                <span className="board-name">{who}</span>{' '}
                <span className="quiet">
                  {text.since(Math.max(0, Math.floor((now - since) / 60_000)))}
                </span>
                {learner.check?.failing && (
                  <p className="board-hands-why">{learner.check.failing}</p>
                )}
                <div className="board-buttons">
                  {claimedBy === null ? (
                    <button
                      type="button"
                      className="button"
                      aria-label={text.claimFor(who)}
                      onClick={() => send('claim', { id: learner.id, by: you })}
                    >
                      {text.claim}
                    </button>
                  ) : (
                    <span>{text.claimedBy(claimedBy)}</span>
                  )}
                  <button
                    type="button"
                    className="button"
                    aria-label={text.doneFor(who)}
                    onClick={() => send('done', { id: learner.id })}
                  >
                    {text.done}
                  </button>
                </div>
              </li>
            )
          })}
        </ol>
      )}
      <TaskFault fault={fault} />
      <label className="board-you" htmlFor={id}>
        {text.you}
        <input
          id={id}
          value={you}
          maxLength={longestName}
          autoComplete="off"
          onChange={(event) => writeStored('instructor', event.target.value || null)}
        />
      </label>
    </Panel>
  )
}

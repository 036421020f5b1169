// /board/: who is where, who is stuck, who asks for help; and what an instructor does about it.
import { useCallback, useState } from 'react'
import type { BoardTotals } from '../../../server/room/contract.ts'
import { presentPath, startPath } from '../../core/routes.ts'
import { RoomShell } from '../RoomShell.tsx'
import { RoomTraffic } from '../RoomTraffic.tsx'
import { BoardBadge, BoardNotice } from './BoardConnection.tsx'
import { handsUp } from './board-state.ts'
import { Closed } from './Closed.tsx'
import { FollowPanel } from './FollowPanel.tsx'
import { HelpPanel } from './HelpPanel.tsx'
import { HintDialog } from './HintDialog.tsx'
import { JoinPanel } from './JoinPanel.tsx'
import { KeepPanel } from './KeepPanel.tsx'
import { LearnerTable } from './LearnerTable.tsx'
import { boardMessages as text } from './messages.ts'
import { Panel } from './Panel.tsx'
import { SayPanel } from './SayPanel.tsx'
import { SharedIpPanel } from './SharedIpPanel.tsx'
import { TimerPanel } from './TimerPanel.tsx'
import { useBoard } from './useBoard.ts'
import { useInstructor } from './useInstructor.ts'
import '../room.css'
import './board.css'

export function BoardPage() {
  const access = useInstructor()
  return (
    <RoomShell
      tools={
        <>
          <a href={presentPath}>{text.present}</a>
          <a href={startPath}>{text.lessons}</a>
        </>
      }
    >
      {access === 'open' ? <Board /> : <Closed title={text.title} access={access} />}
    </RoomShell>
  )
}

function Board() {
  const { board, reconnect } = useBoard(true)
  const [hintFor, setHintFor] = useState<string | null>(null)
  const onHint = useCallback((id: string) => setHintFor(id), [])
  const { room, state, totals, moment, connection } = board
  const learner = hintFor === null ? undefined : board.learners[hintFor]
  const now = totals?.at ?? 0

  if (connection.is === 'ended') {
    return (
      <article className="join" role="status">
        <h1>{text.ended}</h1>
        <p>{text.endedText}</p>
      </article>
    )
  }
  return (
    <div className="board" data-lost={connection.is === 'lost' || undefined}>
      <header className="row board-top">
        <h1>{text.heading(room?.name ?? null)}</h1>
        <BoardBadge board={board} />
        {totals && <p className="quiet">{text.here(totals.here, totals.joined)}</p>}
      </header>
      <BoardNotice board={board} onTry={reconnect} />
      <div className="board-main">
        {room === null ? (
          <p className="quiet">{text.opening}</p>
        ) : (
          <LearnerTable board={board} onHint={onHint} />
        )}
      </div>
      <div className="board-side">
        <HelpPanel hands={handsUp(board)} now={now} />
        <PacePanel totals={totals} />
        <SayPanel state={state} />
        <TimerPanel timer={state?.timer ?? null} moment={moment} />
        <FollowPanel follow={state?.follow ?? null} />
        <SharedIpPanel shared={state?.shared ?? null} moment={moment} />
        <JoinPanel />
        <KeepPanel />
      </div>
      <RoomTraffic traffic={board.traffic} now={now} />
      {learner && <HintDialog learner={learner} onClose={() => setHintFor(null)} />}
    </div>
  )
}

function PacePanel({ totals }: { totals: BoardTotals | null }) {
  const { slower = 0, faster = 0 } = totals ?? {}
  return (
    <Panel title={text.pace.title}>
      {slower + faster === 0 ? (
        <p className="quiet">{text.pace.none}</p>
      ) : (
        <p className="board-pace" role="status">
          <span data-some={slower > 0 || undefined}>◂ {text.pace.slower(slower)}</span>
          <span data-some={faster > 0 || undefined}>{text.pace.faster(faster)} ▸</span>
        </p>
      )}
    </Panel>
  )
}

import { BoardBadge } from '../../room/board/BoardConnection.tsx'
import { type BoardState, handsUp } from '../../room/board/board-state.ts'
import { RoomTraffic } from '../../room/RoomTraffic.tsx'
import { SharedStrip } from '../../room/SharedStrip.tsx'
import { TimeLeft } from '../../room/TimeLeft.tsx'
import { presentMessages as text } from './messages.ts'

/** The live part for the whole room, readable from the last row. */
export function PresentFoot({ board }: { board: BoardState }) {
  const { totals, state, moment, traffic } = board
  const hands = handsUp(board).length
  return (
    <aside className="present-foot" aria-label={text.room}>
      <div className="row present-facts">
        <BoardBadge board={board} />
        {hands > 0 && <span>{text.hands(hands)}</span>}
        {totals && totals.slower > 0 && <span>{text.slower(totals.slower)}</span>}
        {totals && totals.faster > 0 && <span>{text.faster(totals.faster)}</span>}
        {moment && <TimeLeft timer={state?.timer ?? null} moment={moment} />}
      </div>
      {state?.shared && moment && <SharedStrip shared={state.shared} moment={moment} />}
      <RoomTraffic traffic={traffic} now={totals?.at ?? 0} />
    </aside>
  )
}

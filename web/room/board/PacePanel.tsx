import type { BoardTotals } from '../../../server/room/contract.ts'
import { boardMessages } from './messages.ts'
import { Panel } from './Panel.tsx'

const text = boardMessages.pace

export function PacePanel({ totals }: { totals: BoardTotals | null }) {
  const { slower = 0, faster = 0 } = totals ?? {}
  return (
    <Panel title={text.title}>
      {slower + faster === 0 ? (
        <p className="quiet">{text.none}</p>
      ) : (
        <p className="board-pace" role="status">
          <span data-some={slower > 0 || undefined}>◂ {text.slower(slower)}</span>
          <span data-some={faster > 0 || undefined}>{text.faster(faster)} ▸</span>
        </p>
      )}
    </Panel>
  )
}

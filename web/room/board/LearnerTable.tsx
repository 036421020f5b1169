// One row a learner. A thousand rows are light: what is outside of the window is not laid out (content-visibility), and
// a row is drawn again only when its learner changes.
import { lessons } from 'virtual:lessons'
import { type BoardState, rowsInOrder } from './board-state.ts'
import { LearnerRow } from './LearnerRow.tsx'
import { boardMessages } from './messages.ts'

const text = boardMessages.table
const minuteMs = 60_000

export function LearnerTable({
  board,
  onHint,
}: {
  board: BoardState
  onHint: (id: string) => void
}) {
  const rows = rowsInOrder(board)
  const stuck = new Set(board.totals?.stuck)
  const now = board.moment?.at ?? 0
  const minutesSince = (at: number) => Math.max(0, Math.floor((now - at) / minuteMs))
  if (rows.length === 0) return <p className="board-empty">{boardMessages.nobody}</p>
  return (
    <>
      <table className="board-table" aria-label={text.label}>
        <thead>
          <tr className="board-row board-head">
            <th scope="col">{text.learner}</th>
            <th scope="col">
              <span className="visually-hidden">{text.lessons}</span>
              <LessonNumbers />
            </th>
            <th scope="col">{text.exercise}</th>
            <th scope="col">{text.seen}</th>
            <th scope="col">
              <span className="visually-hidden">{text.hint}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((learner) => (
            <LearnerRow
              key={learner.id}
              learner={learner}
              stuckMinutes={stuck.has(learner.id) ? minutesSince(learner.progressAt) : null}
              activeMinutes={minutesSince(learner.activeAt)}
              onHint={onHint}
            />
          ))}
        </tbody>
      </table>
      <p className="quiet board-legend">{boardMessages.legend}</p>
    </>
  )
}

function LessonNumbers() {
  return (
    <svg
      className="lesson-cells"
      fontSize="10"
      viewBox={`0 0 ${lessons.length * 20} 20`}
      aria-hidden="true"
    >
      {lessons.map(({ folder, number, title }, i) => (
        <text key={folder} x={i * 20 + 10} y="14" textAnchor="middle">
          <title>{text.lesson(number, title)}</title>
          {number}
        </text>
      ))}
    </svg>
  )
}

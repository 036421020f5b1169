import { lessons } from 'virtual:lessons'
import { memo } from 'react'
import type { BoardLearner } from '../../../server/room/contract.ts'
import { LessonCells } from './LessonCells.tsx'
import { boardMessages } from './messages.ts'

const text = boardMessages.table

/** Drawn again only when the learner changed, or a minute has passed for them. */
export const LearnerRow = memo(function LearnerRow({
  learner,
  stuckMinutes,
  activeMinutes,
  onHint,
}: {
  learner: BoardLearner
  /** null when they are not stuck. */
  stuckMinutes: number | null
  activeMinutes: number
  onHint: (id: string) => void
}) {
  const { id, here, help, lessons: done, place, home } = learner
  const who = boardMessages.who(learner)
  return (
    <tr
      className="board-row"
      data-stuck={stuckMinutes !== null || undefined}
      data-away={!here || undefined}
    >
      <th scope="row" className="board-who">
        <span className="board-name">{who}</span>
        {help && (
          <span className="board-flag board-hand" title={text.handUp}>
            <Hand />
            <span className="visually-hidden">{text.handUp}</span>
          </span>
        )}
        {home && (
          <span className="board-flag quiet" title={text.home}>
            <HomeMark />
            <span className="visually-hidden">{text.home}</span>
          </span>
        )}
      </th>
      <td>
        <LessonCells done={done} place={place} />
      </td>
      <td className="board-check">
        {stuckMinutes !== null && (
          <span className="board-stuck" title={text.stuckFor(stuckMinutes)}>
            {text.stuck} {text.minutes(stuckMinutes)}
          </span>
        )}
        <Check learner={learner} />
      </td>
      <td className="board-seen">{here ? text.ago(activeMinutes) : text.awayFor(activeMinutes)}</td>
      <td>
        <button
          type="button"
          className="board-hint"
          aria-label={text.hintTo(who)}
          onClick={() => onHint(id)}
        >
          {text.hint}
        </button>
      </td>
    </tr>
  )
})

function Check({ learner: { check, exerciseOpen } }: { learner: BoardLearner }) {
  if (!check)
    return exerciseOpen === null ? null : (
      <span className="quiet">
        {numberOf(exerciseOpen)} {text.working}
      </span>
    )
  const { lesson, passed, total, failing } = check
  return (
    <span className="board-failing" title={failing ?? undefined}>
      <span className="board-count">
        {numberOf(lesson)} · {failing === null ? text.passed : text.checks(passed, total)}
      </span>
      {failing}
    </span>
  )
}

function numberOf(folder: string): number | string {
  return lessons.find((lesson) => lesson.folder === folder)?.number ?? folder
}

function Hand() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <path
        d="M6 10.5V5.2a1.2 1.2 0 0 1 2.4 0V9M8.4 9V3.7a1.2 1.2 0 0 1 2.4 0V9M10.8 9V4.6a1.2 1.2 0 0 1 2.4 0v6M13.2 8.4a1.2 1.2 0 0 1 2.4 0v3.4c0 3.6-2 5.7-5 5.7-2.6 0-3.7-1.2-4.9-3.4L4 11.2c-.6-1.2 1-2.2 1.9-1.1l1 1.4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

function HomeMark() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <path
        d="M3 10.2 10 4l7 6.2M5 9v7h10V9"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinejoin="round"
      />
    </svg>
  )
}

// One learner's way through the lessons as one small drawing: shape first, colour second.
import { lessons } from 'virtual:lessons'
import type { BoardLearner, LessonCell } from '../../../server/room/contract.ts'
import { boardMessages } from './messages.ts'

const text = boardMessages.table
const step = 20

export function LessonCells({
  done,
  place,
}: {
  done: BoardLearner['lessons']
  place: string | null
}) {
  const at = lessons.findIndex(({ folder }) => place === `/lessons/${folder}/`)
  return (
    <svg
      className="lesson-cells"
      viewBox={`0 0 ${lessons.length * step} ${step}`}
      role="img"
      aria-label={describe(done, at)}
    >
      {at >= 0 && <circle className="cell-here" cx={at * step + step / 2} cy={step / 2} r="8.6" />}
      {lessons.map(({ folder }, i) => (
        <Cell key={folder} x={i * step} state={done[folder]} />
      ))}
    </svg>
  )
}

function Cell({ x, state }: { x: number; state: LessonCell | undefined }) {
  if (state === undefined) return <circle className="cell-none" cx={x + 10} cy="10" r="1.6" />
  if (state === 'begun')
    return <path className="cell-begun" d={`M${x + 5.5} 5.5h9v9h-9Z M${x + 5.5} 14.5v-9l9 9Z`} />
  if (state === 'read')
    return <rect className="cell-read" x={x + 5} y="5" width="10" height="10" rx="1.5" />
  return <path className="cell-passed" d={`m${x + 4.5} 10.5 3.8 4 7-8.5`} />
}

function describe(done: BoardLearner['lessons'], at: number): string {
  const states = lessons.flatMap(({ folder, number }) => {
    const state = done[folder]
    return state ? [text.stateOf(number, text.states[state])] : []
  })
  const here = lessons[at]
  return [...(here ? [text.at(here.number)] : []), ...states].join(', ') || text.states.none
}

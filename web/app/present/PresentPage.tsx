// /present/: a lesson in large type, and the whole room's requests below it. It brings the live part that a lesson's own
// parts need; progress it has none.
import { useMemo, useRef } from 'react'
import { Router } from 'wouter'
import { LessonContext } from '../../core/lesson-context.ts'
import { messages } from '../../core/messages.ts'
import { presentPath } from '../../core/routes.ts'
import { lessonComponents } from '../../course/lesson-components.ts'
import { PlaygroundProvider } from '../../live/LiveProvider.tsx'
import { TraceKeeper } from '../../live/TraceKeeper.tsx'
import { BoardBadge, BoardNotice } from '../../room/board/BoardConnection.tsx'
import { type BoardState, handsUp } from '../../room/board/board-state.ts'
import { Closed } from '../../room/board/Closed.tsx'
import { useBoard } from '../../room/board/useBoard.ts'
import { useInstructor } from '../../room/board/useInstructor.ts'
import { RoomShell } from '../../room/RoomShell.tsx'
import { RoomTraffic } from '../../room/RoomTraffic.tsx'
import { SharedStrip } from '../../room/SharedStrip.tsx'
import { TimeLeft } from '../../room/TimeLeft.tsx'
import { presentMessages as text } from './messages.ts'
import { PresentTools } from './PresentTools.tsx'
import { type Presented, usePresented } from './usePresented.ts'

export function PresentPage() {
  const access = useInstructor()
  if (access === 'open') return <Present />
  return (
    <RoomShell>
      <Closed title={text.title} access={access} />
    </RoomShell>
  )
}

function Present() {
  const { board, reconnect } = useBoard(true)
  const presented = usePresented()
  const show = useRef(presented.show)
  show.current = presented.show
  // A link to a lesson shows it here; the address stays the presenter's.
  const hook = useMemo(
    () => () => [presentPath, (to: string) => show.current(to)] as [string, (to: string) => void],
    [],
  )
  return (
    <RoomShell tools={<PresentTools presented={presented} follow={board.state?.follow ?? null} />}>
      <BoardNotice board={board} onTry={reconnect} />
      <Router hook={hook}>
        <PlaygroundProvider>
          <TraceKeeper>
            <PresentedLesson {...presented} />
          </TraceKeeper>
        </PlaygroundProvider>
      </Router>
      <PresentFoot board={board} />
    </RoomShell>
  )
}

/** The live part for the whole room, readable from the last row. */
function PresentFoot({ board }: { board: BoardState }) {
  const { totals, state, heard, traffic } = board
  const hands = handsUp(board).length
  return (
    <aside className="present-foot" aria-label={text.room}>
      <div className="present-facts">
        <BoardBadge board={board} />
        {hands > 0 && <span>{text.hands(hands)}</span>}
        {totals && totals.slower > 0 && <span>{text.slower(totals.slower)}</span>}
        {totals && totals.faster > 0 && <span>{text.faster(totals.faster)}</span>}
        {heard && <TimeLeft timer={state?.timer ?? null} heard={heard} />}
      </div>
      {state?.shared && heard && <SharedStrip shared={state.shared} heard={heard} />}
      <RoomTraffic traffic={traffic} now={totals?.at ?? 0} />
    </aside>
  )
}

function PresentedLesson({ lesson, Text, failed }: Presented) {
  if (failed) return <p className="notice notice-lost">{text.failed}</p>
  if (!lesson || !Text) return <p className="quiet present-loading">{text.loading}</p>
  return (
    <article className="prose lesson present-lesson" key={lesson.folder}>
      <header className="lesson-head">
        <p className="quiet">{messages.lesson.numbered(lesson.number)}</p>
        <h1>{lesson.title}</h1>
        <p className="lesson-summary">{lesson.summary}</p>
      </header>
      <LessonContext value={lesson.folder}>
        <Text components={lessonComponents} />
      </LessonContext>
    </article>
  )
}

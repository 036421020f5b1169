// /present/: a lesson in large type, and the whole room's requests below it. It brings the live part that a lesson's own
// parts need; progress it has none.
import { useMemo, useRef } from 'react'
import { Router } from 'wouter'
import { presentPath } from '../../core/routes.ts'
import { PlaygroundProvider } from '../../live/LiveProvider.tsx'
import { TraceKeeper } from '../../live/TraceKeeper.tsx'
import { BoardNotice } from '../../room/board/BoardConnection.tsx'
import { Closed } from '../../room/board/Closed.tsx'
import { useBoard } from '../../room/board/useBoard.ts'
import { useInstructor } from '../../room/board/useInstructor.ts'
import { RoomShell } from '../../room/RoomShell.tsx'
import { presentMessages as text } from './messages.ts'
import { PresentedLesson } from './PresentedLesson.tsx'
import { PresentFoot } from './PresentFoot.tsx'
import { PresentTools } from './PresentTools.tsx'
import { usePresented } from './usePresented.ts'
import './present.css'

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

// The room, as a learner sees it on every page: who they are in it, a hand to raise, the pace, the time left, where the
// room is, and what the instructor says.
import { useEffect, useState } from 'react'
import { ask } from '../core/ask.ts'
import { useExerciseOpen } from '../core/exercise-open.ts'
import { boardPath, presentPath } from '../core/routes.ts'
import { usePlaygroundState } from '../live/useLive.ts'
import { keepFocus } from '../ui/keep-focus.ts'
import { Modal } from '../ui/Modal.tsx'
import { FollowLine } from './FollowLine.tsx'
import { HelpButton, PaceButtons } from './HelpAndPace.tsx'
import { roomBarMessages as text } from './messages.ts'
import { RoomMessages, SharedIpCard } from './RoomCards.tsx'
import { momentOf, type ReceivedView } from './room-moment.ts'
import { TimeLeft } from './TimeLeft.tsx'
import { YourName } from './YourName.tsx'
import './room.css'

export type RoomBarProps = {
  page: { path: string }
  role: 'visitor' | 'learner' | 'instructor'
  received: ReceivedView | null
}

export function RoomBar({ page, role, received }: RoomBarProps) {
  return (
    <aside className="room-bar" aria-label={text.label} ref={keepFocus}>
      {role === 'instructor' ? (
        <InstructorLine />
      ) : (
        <LearnerLine path={page.path} received={received} />
      )}
    </aside>
  )
}

function InstructorLine() {
  return (
    <div className="room-line">
      <span>{text.instructor}</span>
      <a href={boardPath}>{text.board}</a>
      <a href={presentPath}>{text.present}</a>
    </div>
  )
}

function LearnerLine({ path, received }: { path: string; received: ReceivedView | null }) {
  const connected = usePlaygroundState(({ live }) => live.connection.is === 'live')
  const exerciseOpen = useExerciseOpen()
  usePlaceReports({ path, exerciseOpen, connected: connected && received !== null })
  if (!received) {
    return (
      <div className="room-line">
        <RoomConnection />
      </div>
    )
  }
  const { view } = received
  if (view.ended) return <EndedDialog />
  return (
    <>
      <div className="room-line">
        <RoomConnection />
        <YourName you={view.you} />
        <HelpButton help={view.help} />
        <PaceButtons pace={view.pace} moment={momentOf(received)} />
        <TimeLeft timer={view.timer} moment={momentOf(received)} />
        <FollowLine follow={view.follow} path={path} exerciseOpen={exerciseOpen !== null} />
      </div>
      <div className="room-cards" aria-live="polite">
        <SharedIpCard shared={view.shared} moment={momentOf(received)} />
        <RoomMessages view={view} />
      </div>
    </>
  )
}

/** The room is over: said once in front of everything, and then in the bar. */
function EndedDialog() {
  const [open, setOpen] = useState(true)
  return (
    <>
      <p className="room-line">
        <strong>{text.ended}</strong>
      </p>
      {open && (
        <Modal title={text.ended} className="modal-small" onClose={() => setOpen(false)}>
          <p>{text.endedText}</p>
          <p>{text.endedHow}</p>
        </Modal>
      )}
    </>
  )
}

/** Whether what is shown of the room is true at this moment. */
function RoomConnection() {
  const connection = usePlaygroundState(({ live }) => live.connection)
  const { is } = connection
  return (
    <span className={`badge badge-${is}`}>
      <span className="badge-dot" aria-hidden="true" />
      {text[is]}
      {connection.is === 'lost' && (
        <span className="room-since">
          {text.lostSince(new Date(connection.since).toLocaleTimeString('en-GB'))}
        </span>
      )}
    </span>
  )
}

/** Tells the board where this learner is, whenever that changes and when the room is there again. */
function usePlaceReports({
  path,
  exerciseOpen,
  connected,
}: {
  path: string
  exerciseOpen: string | null
  connected: boolean
}): void {
  useEffect(() => {
    if (!connected) return
    const exercise = exerciseOpen === null ? {} : { exercise: { lesson: exerciseOpen, open: true } }
    void ask('/api/room/place', { body: { path, ...exercise } })
  }, [path, exerciseOpen, connected])
}

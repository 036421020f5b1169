// The room, as a learner sees it on every page: who they are in it, a hand to raise, the pace, the time left, where the
// room is, and what the instructor says.

import { useExerciseOpen } from '../core/exercise-open.ts'
import { boardPath, presentPath } from '../core/routes.ts'
import { usePlaygroundState } from '../live/useLive.ts'
import { keepFocus } from '../ui/keep-focus.ts'
import { EndedDialog } from './EndedDialog.tsx'
import { FollowLine } from './FollowLine.tsx'
import { HelpButton } from './HelpButton.tsx'
import { type HeardView, heardOf } from './heard-view.ts'
import { roomBarMessages as text } from './messages.ts'
import { PaceButtons } from './PaceButtons.tsx'
import { RoomConnection } from './RoomConnection.tsx'
import { RoomMessages } from './RoomMessages.tsx'
import { SharedIpCard } from './SharedIpCard.tsx'
import { TimeLeft } from './TimeLeft.tsx'
import { usePlaceReports } from './usePlaceReports.ts'
import { YourName } from './YourName.tsx'

export type RoomBarProps = {
  page: { path: string }
  role: 'visitor' | 'learner' | 'instructor'
  heard: HeardView | null
}

export function RoomBar({ page, role, heard }: RoomBarProps) {
  return (
    <aside className="room-bar" aria-label={text.label} ref={keepFocus}>
      {role === 'instructor' ? <InstructorLine /> : <LearnerLine path={page.path} heard={heard} />}
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

function LearnerLine({ path, heard }: { path: string; heard: HeardView | null }) {
  const connected = usePlaygroundState(({ live }) => live.connection.is === 'live')
  const exerciseOpen = useExerciseOpen()
  usePlaceReports({ path, exerciseOpen, connected: connected && heard !== null })
  if (!heard) {
    return (
      <div className="room-line">
        <RoomConnection />
      </div>
    )
  }
  const { view } = heard
  if (view.ended) return <EndedDialog />
  return (
    <>
      <div className="room-line">
        <RoomConnection />
        <YourName you={view.you} />
        <HelpButton help={view.help} />
        <PaceButtons pace={view.pace} heard={heardOf(heard)} />
        <TimeLeft timer={view.timer} heard={heardOf(heard)} />
        <FollowLine follow={view.follow} path={path} exerciseOpen={exerciseOpen !== null} />
      </div>
      <div className="room-cards" aria-live="polite">
        <SharedIpCard shared={view.shared} heard={heardOf(heard)} />
        <RoomMessages view={view} />
      </div>
    </>
  )
}

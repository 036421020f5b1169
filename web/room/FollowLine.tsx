import { roomBarMessages as text } from './messages.ts'
import { namePlace } from './name-place.ts'
import { useFollow } from './useFollow.ts'

export function FollowLine({
  follow,
  path,
  exerciseOpen,
}: {
  follow: string | null
  path: string
  exerciseOpen: boolean
}) {
  const { state, turnedBack, goThere } = useFollow({ follow, path, exerciseOpen })
  return (
    <span className="room-follow" aria-live="polite">
      {follow !== null &&
        state !== 'apart' &&
        (turnedBack ? text.ahead : text.following)(namePlace(follow))}
      {follow !== null && state === 'apart' && (
        <>
          <span title={exerciseOpen ? text.letGo : undefined}>
            {text.behind(namePlace(follow))}
          </span>{' '}
          <button type="button" className="room-button" onClick={goThere}>
            {text.goThere}
          </button>
        </>
      )}
    </span>
  )
}

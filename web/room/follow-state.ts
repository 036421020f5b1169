// Follow-me: the room is taken to where the instructor is. Learners look back freely, not ahead; whoever has an exercise
// open stays there until it is closed.

export type FollowState =
  /** Nobody leads. */
  | 'free'
  /** Here is where the room is. */
  | 'together'
  /** Somewhere else, which is allowed: looking back, or at an exercise. */
  | 'apart'
  /** To be taken to where the room is: it has moved, or this page lies ahead of it. */
  | 'go'

/**
 * `followed` is the last address that this tab was taken to: who looks back is not taken there again. `numberOf` gives a
 * lesson's number, undefined for what is no lesson.
 */
export function followState({
  follow,
  followed,
  path,
  exerciseOpen,
  numberOf,
}: {
  follow: string | null
  followed: string | null
  path: string
  exerciseOpen: boolean
  numberOf: (path: string) => number | undefined
}): FollowState {
  if (follow === null) return 'free'
  if (path === follow) return 'together'
  if (exerciseOpen) return 'apart'
  if (follow !== followed) return 'go'
  const here = numberOf(path)
  const room = numberOf(follow)
  return here !== undefined && room !== undefined && here > room ? 'go' : 'apart'
}

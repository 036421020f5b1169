/** A moment as the room told it, and when this page heard it: the page's own clock may be off by an hour. */
export type Heard = { at: number; heardAt: number }

/** A moment of the room on this page's performance.now(). */
export function toPageTime(moment: number, { at, heardAt }: Heard): number {
  return heardAt + (moment - at)
}

/** What the room's clock says now. */
export function roomNow({ at, heardAt }: Heard): number {
  return at + (performance.now() - heardAt)
}

/** Nothing was answered in time. Whether the request was counted is unknown, so it must not be sent again. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
  readonly deadlineMs: number

  constructor(deadlineMs: number) {
    super(`Valkey did not answer within ${deadlineMs} ms`)
    this.deadlineMs = deadlineMs
  }
}

/** What came after the deadline: an answer or an error, and nobody waits for it any more. */
export type LateAnswer<T> = PromiseSettledResult<T>

/**
 * Waits for `answer`, at most `deadlineMs` milliseconds. The work behind it is not stopped, because a command that is
 * on its way cannot be called back: what it answers later goes to `onLate` (which must not throw) and changes nothing.
 * @throws DeadlineError when nothing came in time, otherwise whatever `answer` rejects with
 */
// region: deadline
export function withDeadline<T>(
  answer: Promise<T>,
  deadlineMs: number,
  { onLate }: { onLate?: ((late: LateAnswer<T>) => void) | undefined } = {},
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let late = false
    // A process that was busy past the deadline meets this timer before it has read the answer that lies in its
    // socket: one more turn of the event loop reads it. https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick
    const timer = setTimeout(
      () =>
        setImmediate(() => {
          late = true
          reject(new DeadlineError(deadlineMs))
        }),
      deadlineMs,
    )
    answer.then(
      (value) => {
        if (late) return onLate?.({ status: 'fulfilled', value })
        clearTimeout(timer)
        resolve(value)
      },
      (reason) => {
        if (late) return onLate?.({ status: 'rejected', reason })
        clearTimeout(timer)
        reject(reason)
      },
    )
  })
}
// endregion: deadline

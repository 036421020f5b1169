import { onTestFinished } from 'vitest'
import { readShape } from '../http/read-body.ts'
import type { Lab } from '../labs/lab.ts'
import { eventually } from './eventually.ts'

/**
 * Runs a lab without HTTP, for as long as the test at most. Options and events are checked against the lab's contract.
 * Events gather in `data`; `stop` does what closing the page does; an action waits until the lab takes actions.
 */
export function runLab<Options, Event, Action>(
  lab: Lab<Options, Event, Action>,
  options: object,
  {
    signal,
    onEvent,
  }: { signal?: AbortSignal | undefined; onEvent?: ((event: Event) => unknown) | undefined } = {},
) {
  const data: Event[] = []
  const abort = new AbortController()
  let listener: ((action: Action) => Promise<unknown>) | undefined
  const start = async () =>
    lab.run({
      options: readShape(lab.options, options),
      signal: signal ? AbortSignal.any([signal, abort.signal]) : abort.signal,
      send(event) {
        data.push(lab.event.parse(event))
        onEvent?.(event)
      },
      onAction(next) {
        listener = next
      },
    })
  // As in the routes, everything that the run opened is closed with it.
  const ended = start().finally(() => abort.abort())
  ended.catch(() => undefined)
  onTestFinished(async () => {
    abort.abort()
    await ended.catch(() => undefined)
  })
  return {
    data,
    ended,
    stop: () => abort.abort(),
    async act(action: Action) {
      const answer = await eventually(() => listener)
      return answer(action)
    },
  }
}

import type { Lab } from '../labs/lab.ts'

/** Runs a lab without HTTP: what it tells gathers in `data`; `stop` is what closing the page does. */
export function runLab<Options, Data, Action>(
  lab: Lab<Options, Data, Action>,
  options: Options,
): {
  data: Data[]
  ended: Promise<void>
  act(action: Action): Promise<unknown>
  stop(): void
} {
  const data: Data[] = []
  const abort = new AbortController()
  let listener: ((action: Action) => Promise<unknown>) | undefined
  const ended = lab
    .run({
      options: lab.options.parse(options),
      signal: abort.signal,
      send: (one) => data.push(one),
      onAction(given) {
        listener = given
      },
    })
    // As the routes do: whatever the run opened ends with it.
    .finally(() => abort.abort())
  return {
    data,
    ended,
    act(action) {
      if (!listener) throw new Error('The lab takes no actions yet.')
      return listener(action)
    },
    stop: () => abort.abort(),
  }
}

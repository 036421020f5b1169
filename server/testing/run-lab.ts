import type { Experiment } from '../labs/lab.ts'

/** Runs an experiment without HTTP: what it tells gathers in `data`; `stop` is what closing the page does. */
export function runExperiment<Options, Data, Action>(
  experiment: Experiment<Options, Data, Action>,
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
  const ended = experiment
    .run({
      options: experiment.options.parse(options),
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
      if (!listener) throw new Error('The experiment takes no actions yet.')
      return listener(action)
    },
    stop: () => abort.abort(),
  }
}

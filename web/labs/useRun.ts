import { useCallback, useEffect, useRef, useState } from 'react'
import type { RunProblem } from '../../server/labs/contract.ts'
import { afterHidden } from './after-hidden.ts'
import { actOnRun, openRun } from './open-run.ts'
import { runMessages } from './run-messages.ts'

/** The newest so many data are kept; an experiment that sends more is folded (useFoldedRun). */
const kept = 20_000
/** Nobody looks for so long: what the run holds on the server is given back. */
const hiddenMs = 60_000

type RunState = {
  state: 'idle' | 'running' | 'ended' | 'stopped' | 'failed'
  /** Why it failed, or why it was stopped without anybody's asking. */
  problem: RunProblem | null
}

type RunHandles = {
  /** Starts it with these options; a run that is still going is stopped first. Resolves at its end. */
  start(options?: unknown): Promise<void>
  stop(): void
  /** Hands an action to the running experiment. Rejects with a sentence when there is none, or it is refused. */
  act(action: unknown): Promise<unknown>
}

export type FoldedRun<View> = RunState & RunHandles & { view: View }

/** `data`: in the order they arrived; empty again with each start. */
export type Run<Data> = RunState & RunHandles & { data: Data[] }

/** What a run comes to as its data arrive. Both are used as they are at the first render. */
export type Folding<Data, View> = {
  /** Before anything has arrived; a new one for each run. */
  empty: () => View
  /** `view` and what has arrived since, as a new view. */
  fold: (view: View, data: readonly Data[]) => View
}

/** Drives one experiment of the server and keeps all it has sent. The run ends with the component. */
export function useRun<Data>(name: string): Run<Data> {
  const { view: data, ...run } = useFoldedRun<Data, Data[]>(name, listing())
  return { ...run, data }
}

function listing<Data>(): Folding<Data, Data[]> {
  return { empty: () => [], fold: (before, data) => [...before, ...data].slice(-kept) }
}

/**
 * Drives one experiment of the server and keeps only what its data come to: for runs without an end in sight. The run
 * ends with the component, and once the page was hidden for a minute.
 */
export function useFoldedRun<Data, View>(
  name: string,
  folding: Folding<Data, View>,
): FoldedRun<View> {
  const { current: how } = useRef(folding)
  const [state, setState] = useState<RunState & { view: View }>(() => ({
    ...{ state: 'idle', problem: null, view: how.empty() },
  }))
  const current = useRef<{ abort: AbortController; id: Promise<string> } | null>(null)

  const stop = useCallback(() => {
    current.current?.abort.abort()
  }, [])

  const start = useCallback(
    async (options: unknown = {}) => {
      stop()
      const abort = new AbortController()
      let onStarted = (_run: string) => {}
      const id = new Promise<string>((resolve) => {
        onStarted = resolve
      })
      current.current = { abort, id }
      // Folded here and not in setState, which may call its function twice.
      let view = how.empty()
      setState({ state: 'running', problem: null, view })
      const end = await openRun<Data>({
        name,
        options,
        signal: abort.signal,
        onStarted,
        onData(data) {
          if (current.current?.abort !== abort) return
          view = how.fold(view, data)
          setState({ state: 'running', problem: null, view })
        },
      })
      if (current.current?.abort !== abort) return
      current.current = null
      const problem = end.is === 'failed' ? end.problem : stoppedBy(abort.signal)
      setState({ state: end.is, problem, view })
    },
    [name, stop, how],
  )

  const act = useCallback(async (action: unknown) => {
    const running = current.current
    if (!running) throw new Error(runMessages.notRunning)
    return actOnRun(await running.id, action)
  }, [])

  useEffect(() => stop, [stop])
  useEffect(
    () =>
      afterHidden(document, hiddenMs, () => {
        const { hidden, hiddenDetail } = runMessages
        const problem: RunProblem = { title: hidden, detail: hiddenDetail }
        current.current?.abort.abort(problem)
      }),
    [],
  )

  return { ...state, start, stop, act }
}

/** The problem it was aborted with; null when somebody pressed Stop. */
function stoppedBy({ aborted, reason }: AbortSignal): RunProblem | null {
  if (!aborted || reason instanceof Error) return null
  return reason as RunProblem
}

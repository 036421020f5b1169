import { useCallback, useEffect, useRef, useState } from 'react'
import type { RunProblem } from '../../server/labs/contract.ts'
import { afterHidden } from './after-hidden.ts'
import { actOnRun, openRun } from './open-run.ts'
import { runMessages } from './run-messages.ts'

/** The number of newest events that are kept; a lab that sends more uses useFoldedRun. */
const kept = 20_000
/** A run whose page is hidden for this long is stopped, so that its processes exit. */
const hiddenMs = 60_000

type RunState = {
  state: 'idle' | 'running' | 'ended' | 'stopped' | 'failed'
  /** Why it failed, or why it was stopped automatically. */
  problem: RunProblem | null
}

type RunHandles = {
  /** Starts it with these options; a run that is still going is stopped first. Resolves at its end. */
  start(options?: unknown): Promise<void>
  stop(): void
  /** Hands an action to the running lab. Rejects with a sentence when there is none, or it is refused. */
  act(action: unknown): Promise<unknown>
}

export type FoldedRun<View> = RunState & RunHandles & { view: View }

/** `data`: in the order they arrived; empty again with each start. */
export type Run<Data> = RunState & RunHandles & { data: Data[] }

/** How the events of a run become a view. Only the functions of the first render are used. */
export type Folding<Data, View> = {
  /** Before anything has arrived; a new one for each run. */
  empty: () => View
  /** `view` and what has arrived since, as a new view. */
  fold: (view: View, data: readonly Data[]) => View
}

/** Runs one lab and keeps the events it has sent. The run stops with the component. */
export function useRun<Data>(name: string): Run<Data> {
  const { view: data, ...run } = useFoldedRun<Data, Data[]>(name, listing())
  return { ...run, data }
}

function listing<Data>(): Folding<Data, Data[]> {
  return { empty: () => [], fold: (before, data) => [...before, ...data].slice(-kept) }
}

/**
 * Runs one lab and keeps only the view of its events, for runs of unlimited length. The run stops with the component, and
 * when the page has been hidden for a minute.
 */
export function useFoldedRun<Data, View>(
  name: string,
  folding: Folding<Data, View>,
): FoldedRun<View> {
  const { current: firstFolding } = useRef(folding)
  const [state, setState] = useState<RunState & { view: View }>(() => ({
    state: 'idle',
    problem: null,
    view: firstFolding.empty(),
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
      let view = firstFolding.empty()
      setState({ state: 'running', problem: null, view })
      const end = await openRun<Data>({
        name,
        options,
        signal: abort.signal,
        onStarted,
        onData(data) {
          if (current.current?.abort !== abort) return
          view = firstFolding.fold(view, data)
          setState({ state: 'running', problem: null, view })
        },
      })
      if (current.current?.abort !== abort) return
      current.current = null
      const problem = end.is === 'failed' ? end.problem : stoppedBy(abort.signal)
      setState({ state: end.is, problem, view })
    },
    [name, stop, firstFolding],
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

/** The problem it was aborted with; null when the reader pressed Stop. */
function stoppedBy({ aborted, reason }: AbortSignal): RunProblem | null {
  if (!aborted || reason instanceof Error) return null
  return reason as RunProblem
}

import { useCallback, useEffect, useRef, useState } from 'react'
import type { RunProblem } from '../../server/experiments/contract.ts'
import { runMessages } from '../messages/en/run.ts'
import { actOnRun, openRun } from './open-run.ts'

/** The newest so many data are kept; an experiment is made to send fewer. */
const kept = 20_000

type State<Data> = {
  state: 'idle' | 'running' | 'ended' | 'stopped' | 'failed'
  /** In the order they arrived; empty again with each start. */
  data: Data[]
  problem: RunProblem | null
}

export type Run<Data> = State<Data> & {
  /** Starts it with these options; a run that is still going is stopped first. Resolves at its end. */
  start(options?: unknown): Promise<void>
  stop(): void
  /** Hands an action to the running experiment. Rejects with a sentence when there is none, or it is refused. */
  act(action: unknown): Promise<unknown>
}

/** Drives one experiment of the server. The run ends with the component. */
export function useRun<Data>(name: string): Run<Data> {
  const [state, setState] = useState<State<Data>>({ state: 'idle', data: [], problem: null })
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
      setState({ state: 'running', data: [], problem: null })
      const end = await openRun<Data>({
        name,
        options,
        signal: abort.signal,
        onStarted,
        onData(data) {
          if (current.current?.abort !== abort) return
          setState((before) => ({ ...before, data: [...before.data, ...data].slice(-kept) }))
        },
      })
      if (current.current?.abort !== abort) return
      current.current = null
      const problem = end.is === 'failed' ? end.problem : null
      setState((before) => ({ ...before, state: end.is, problem }))
    },
    [name, stop],
  )

  const act = useCallback(async (action: unknown) => {
    const running = current.current
    if (!running) throw new Error(runMessages.notRunning)
    return actOnRun(await running.id, action)
  }, [])

  useEffect(() => stop, [stop])

  return { ...state, start, stop, act }
}

import { useRef, useState } from 'react'
import type { LuaAction, LuaReady, LuaResult } from '../../../server/labs/lua/contract.ts'
import { type Run, useRun } from '../useRun.ts'

const kept = 20

export type DoneRun = { id: number; result: LuaResult }

export type LuaServer = {
  run: Run<LuaReady>
  /** The newest first. */
  results: DoneRun[]
  busy: boolean
  /** Why the last action got no result. */
  refused: string | null
  execute(action: LuaAction): Promise<void>
}

/** The learner's own Valkey: started by the first script, kept for the next ones, ended with the page. */
export function useLuaServer(): LuaServer {
  const run = useRun<LuaReady>('lua')
  const [results, setResults] = useState<DoneRun[]>([])
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const nextId = useRef(1)

  async function execute(action: LuaAction): Promise<void> {
    if (busy) return
    setBusy(true)
    setRefused(null)
    try {
      if (run.state !== 'running') void run.start()
      const answer = await run.act(action)
      if (action.do !== 'run') return setResults([])
      const done = { id: nextId.current++, result: answer as LuaResult }
      setResults((before) => [done, ...before].slice(0, kept))
    } catch (error) {
      setRefused(error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }

  return { run, results, busy, refused, execute }
}

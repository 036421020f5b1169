import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import type { ConsoleInfo } from '../../server/console/contract.ts'
import { readStored, writeStored } from '../core/stored.ts'
import { readConsoleInfo, runLine } from '../live/run-line.ts'
import { usePlaygroundState } from '../live/useLive.ts'
import {
  type ConsoleAction,
  type ConsoleState,
  emptyConsole,
  reduceConsole,
  type Shown,
} from './console-state.ts'
import { helpText } from './help-text.ts'
import { consoleMessages } from './messages.ts'

const historyName = 'console-history'

export type ConsoleOfPage = {
  state: ConsoleState
  dispatch: (action: ConsoleAction) => void
  /** null until the server has said whether there is a console. */
  info: ConsoleInfo | null
  readInfo(): void
  /** Runs these lines one after the other; each appears at once, and its answer when it is there. */
  run(lines: string[]): void
}

/** The console of this page: its log and history, and the server behind it. */
export function useConsole(): ConsoleOfPage {
  const [state, dispatch] = useReducer(reduceConsole, [], () => emptyConsole(storedHistory()))
  const [info, setInfo] = useState<ConsoleInfo | null>(null)
  const nextId = useRef(1)
  const last = useRef(Promise.resolve())
  const up = usePlaygroundState(({ live }) => live.valkey?.up)

  const readInfo = useCallback(() => void readConsoleInfo().then(setInfo), [])
  // What could not be said while Valkey was down may be said now, and the other way round.
  useEffect(() => {
    if (up !== undefined) readInfo()
  }, [readInfo, up])

  const { history } = state
  useEffect(() => writeStored(historyName, JSON.stringify(history)), [history])

  const commands = info?.on ? info.commands : []
  function answerTo(line: string): Shown | Promise<Shown> {
    if (isWord(line, 'help', '?')) return { is: 'text', text: helpText(line, commands) }
    if (isWord(line, 'quit', 'exit')) return { is: 'text', text: consoleMessages.nothingToLeave }
    return runLine(line)
  }

  function run(lines: string[]): void {
    for (const line of lines.map((each) => each.trim()).filter(Boolean)) {
      const id = nextId.current++
      dispatch({ type: 'asked', id, line })
      last.current = last.current.then(async () => {
        if (isWord(line, 'clear')) {
          dispatch({ type: 'answered', id, answer: { is: 'text', text: '' } })
          dispatch({ type: 'cleared' })
        } else dispatch({ type: 'answered', id, answer: await answerTo(line) })
      })
    }
  }

  return { state, dispatch, info, readInfo, run }
}

function isWord(line: string, ...words: string[]): boolean {
  return words.includes(line.split(/\s/)[0]?.toLowerCase() ?? '')
}

function storedHistory(): string[] {
  try {
    const stored: unknown = JSON.parse(readStored(historyName) ?? '[]')
    return Array.isArray(stored) ? stored.filter((line) => typeof line === 'string') : []
  } catch {
    // Written by nobody we know: the same as never stored.
    return []
  }
}

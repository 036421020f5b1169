import { useLayoutEffect, useRef } from 'react'
import type { ConsoleLine } from '../../server/my-limiter/contract.ts'
import { myLimiterMessages as texts } from './messages.ts'

const nearPixels = 40

/**
 * What the learner's code printed, oldest first, each exercise's under its own heading: `lesson` is the one that runs now.
 * It follows its end unless somebody has scrolled away from there.
 */
export function LimiterConsole({
  lines,
  lesson,
}: {
  lines: readonly ConsoleLine[]
  lesson: string
}) {
  const log = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const newest = lines.at(-1)?.number
  const several = lines.some((line) => line.lesson !== lesson)

  useLayoutEffect(() => {
    if (newest !== undefined && log.current && follows.current) {
      log.current.scrollTop = log.current.scrollHeight
    }
  }, [newest])

  // It scrolls, so the keyboard must be able to reach it.
  const region = { role: 'log', 'aria-label': texts.console, tabIndex: 0 }
  return (
    <div>
      <p className="quiet">{texts.console}</p>
      <div
        className="output limiter-lines"
        ref={log}
        {...region}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          follows.current = scrollHeight - scrollTop - clientHeight < nearPixels
        }}
      >
        {lines.length === 0 && <p className="quiet">{texts.consoleEmpty}</p>}
        {runsOf(lines).map((run) => (
          <div key={run.number} data-earlier={run.lesson !== lesson || undefined}>
            {several && (
              <p className="limiter-lines-of">
                {texts.consoleOf(Number.parseInt(run.lesson, 10), run.lesson === lesson)}
              </p>
            )}
            {run.lines.map(({ number, from, text }) => (
              <pre key={number} data-from={from}>
                {texts.from[from]}
                {text}
              </pre>
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

type Run = { number: number; lesson: string; lines: ConsoleLine[] }

/** The lines in their order, those that follow each other from one exercise together. */
function runsOf(lines: readonly ConsoleLine[]): Run[] {
  const runs: Run[] = []
  for (const line of lines) {
    const last = runs.at(-1)
    if (last?.lesson === line.lesson) last.lines.push(line)
    else runs.push({ number: line.number, lesson: line.lesson, lines: [line] })
  }
  return runs
}

import { useLayoutEffect, useRef } from 'react'
import type { ConsoleLine } from '../../server/live-code/contract.ts'
import { myLimiterMessages as texts } from '../messages/en/my-limiter.ts'

const nearPixels = 40

/** What the learner's code printed, oldest first. It follows its end unless somebody has scrolled away from there. */
export function LimiterConsole({ lines }: { lines: readonly ConsoleLine[] }) {
  const log = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const newest = lines.at(-1)?.number

  useLayoutEffect(() => {
    if (newest !== undefined && log.current && follows.current) {
      log.current.scrollTop = log.current.scrollHeight
    }
  }, [newest])

  // It scrolls, so the keyboard must be able to reach it.
  const region = { role: 'log', 'aria-label': texts.console, tabIndex: 0 }
  return (
    <div className="limiter-console">
      <p className="limiter-console-head">{texts.console}</p>
      <div
        className="limiter-lines"
        ref={log}
        {...region}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          follows.current = scrollHeight - scrollTop - clientHeight < nearPixels
        }}
      >
        {lines.length === 0 && <p className="quiet">{texts.consoleEmpty}</p>}
        {lines.map(({ number, from, text }) => (
          <pre key={number} data-from={from}>
            {texts.from[from]}
            {text}
          </pre>
        ))}
      </div>
    </div>
  )
}

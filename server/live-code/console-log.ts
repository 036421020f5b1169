import type { ConsoleLine } from './contract.ts'

export type ConsoleLog = {
  add(from: ConsoleLine['from'], text: string): void
  /** The newest 200. */
  lines(): ConsoleLine[]
}

const kept = 200
const tellEveryMs = 50
/** An endless console.log must not drown the page: of more lines than this at once, the number is told. */
const mostAtOnce = 100

/** Keeps the last lines and tells new ones to `tell`, together when they come fast. */
export function createConsoleLog(tell: (lines: ConsoleLine[]) => void): ConsoleLog {
  let lines: ConsoleLine[] = []
  let untold: ConsoleLine[] = []
  let leftOut = 0
  let numbered = 0
  let telling = false

  function append(from: ConsoleLine['from'], text: string): void {
    numbered += 1
    untold.push({ number: numbered, at: Date.now(), from, text })
  }

  function flush(): void {
    telling = false
    if (leftOut > 0)
      append('workbook', `… and ${leftOut} more lines that came too fast to be kept.`)
    leftOut = 0
    lines = [...lines, ...untold].slice(-kept)
    const told = untold
    untold = []
    tell(told)
  }

  return {
    add(from, text) {
      if (untold.length < mostAtOnce) append(from, text)
      else leftOut += 1
      if (!telling) setTimeout(flush, tellEveryMs)
      telling = true
    },
    lines: () => [...lines, ...untold].slice(-kept),
  }
}

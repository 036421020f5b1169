import type { ConsoleLine } from './contract.ts'

export type ConsoleLog = {
  /** `lesson`: whose code it comes from, by the lesson's folder. */
  add(line: Pick<ConsoleLine, 'lesson' | 'from' | 'text'>): void
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
  /** Of the lines that are left out. */
  let lesson = ''
  let numbered = 0
  let telling = false

  function append(line: Pick<ConsoleLine, 'lesson' | 'from' | 'text'>): void {
    numbered += 1
    untold.push({ number: numbered, at: Date.now(), ...line })
  }

  function flush(): void {
    telling = false
    if (leftOut > 0) {
      const text = `… and ${leftOut} more lines that came too fast to be kept.`
      append({ lesson, from: 'workbook', text })
    }
    leftOut = 0
    lines = [...lines, ...untold].slice(-kept)
    const told = untold
    untold = []
    tell(told)
  }

  return {
    add(line) {
      lesson = line.lesson
      if (untold.length < mostAtOnce) append(line)
      else leftOut += 1
      if (!telling) setTimeout(flush, tellEveryMs)
      telling = true
    },
    lines: () => [...lines, ...untold].slice(-kept),
  }
}

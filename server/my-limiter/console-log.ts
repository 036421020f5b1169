import type { ConsoleLine } from './contract.ts'

export type ConsoleLog = {
  /** `lesson`: whose code it comes from, by the lesson's folder. */
  add(line: Pick<ConsoleLine, 'lesson' | 'from' | 'text'>): void
  /** The newest 200. */
  lines(): ConsoleLine[]
}

const kept = 200
const publishEveryMs = 50
/** An endless console.log must not drown the page: of more lines than this at once only the number is shown. */
const mostAtOnce = 100

/** Keeps the last lines and passes new ones to `publish`, together when many arrive at once. */
export function createConsoleLog(publish: (lines: ConsoleLine[]) => void): ConsoleLog {
  let lines: ConsoleLine[] = []
  let pending: ConsoleLine[] = []
  let leftOut = 0
  /** Of the lines that are left out. */
  let lesson = ''
  let numbered = 0
  let waiting = false

  function append(line: Pick<ConsoleLine, 'lesson' | 'from' | 'text'>): void {
    numbered += 1
    pending.push({ number: numbered, at: Date.now(), ...line })
  }

  function flush(): void {
    waiting = false
    if (leftOut > 0) {
      const text = `… and ${leftOut} more lines that came too fast to be kept.`
      append({ lesson, from: 'workbook', text })
    }
    leftOut = 0
    lines = [...lines, ...pending].slice(-kept)
    const fresh = pending
    pending = []
    publish(fresh)
  }

  return {
    add(line) {
      lesson = line.lesson
      if (pending.length < mostAtOnce) append(line)
      else leftOut += 1
      if (!waiting) setTimeout(flush, publishEveryMs)
      waiting = true
    },
    lines: () => [...lines, ...pending].slice(-kept),
  }
}

import { writeSync } from 'node:fs'
import { type LastWords, lastWordsFd, tellError } from './messages.ts'

/** Tells the workbook why this process ends, whatever the learner's code does to it. */
export function tellLastWords(): void {
  process.on('uncaughtException', (error, origin) => {
    console.error(error)
    say({
      is: origin === 'unhandledRejection' ? 'rejection' : 'exception',
      error: tellError(error),
    })
    process.exit(1)
  })
  // Called from within process.exit(), so the stack tells who called that.
  process.on('exit', (code) => say({ is: 'exit', code, stack: new Error().stack ?? '' }))
}

export function say(words: LastWords): void {
  try {
    writeSync(lastWordsFd, `${JSON.stringify(words)}\n`)
  } catch {
    // The workbook has ended: nobody is left to be told.
  }
}

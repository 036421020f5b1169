import { writeSync } from 'node:fs'
import { type EndReport, endReportFd, toPlainError } from './messages.ts'

/** Reports to the workbook why this process ends, whatever the learner's code does to it. */
export function reportEnd(): void {
  process.on('uncaughtException', (error, origin) => {
    console.error(error)
    write({
      is: origin === 'unhandledRejection' ? 'rejection' : 'exception',
      error: toPlainError(error),
    })
    process.exit(1)
  })
  // Called from within process.exit(), so the stack shows who called that.
  process.on('exit', (code) => write({ is: 'exit', code, stack: new Error().stack ?? '' }))
}

function write(report: EndReport): void {
  try {
    writeSync(endReportFd, `${JSON.stringify(report)}\n`)
  } catch {
    // The workbook has ended: no one is left to read it.
  }
}

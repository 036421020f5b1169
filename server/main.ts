// `npm start`, from the first signal to the last: what it starts is in home/workbook.ts.
import { startWorkbook, type Workbook } from './home/workbook.ts'
import { StartError } from './process/start-error.ts'

/**
 * `npm start`: runs the workbook until SIGINT or SIGTERM. Stdout gets exactly one line, when the page can be opened;
 * everything else is said on stderr. A start that fails is one sentence and exit code 1.
 */
export async function runWorkbook({ root }: { root: string }): Promise<void> {
  const log = (line: string) => process.stderr.write(`${line}\n`)
  let workbook: Workbook | undefined
  let stopped = false
  // Under npm a Ctrl-C arrives twice, from the terminal and from npm: the second changes nothing.
  const stop = () => {
    stopped = true
    void workbook?.close().then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  process.on('SIGHUP', stop)
  try {
    workbook = await startWorkbook({ env: process.env, root, log })
  } catch (error) {
    log(
      error instanceof StartError
        ? error.message
        : String(error instanceof Error ? error.stack : error),
    )
    process.exit(1)
  }
  if (stopped) return stop()
  process.stdout.write(`Workbook ready: ${workbook.url}\n`)
}

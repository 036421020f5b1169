import { execFileSync } from 'node:child_process'

/** What these processes keep in memory, in bytes: their resident set, as ps tells it. */
export function residentBytes(pids: number[]): number {
  const listed = execFileSync('ps', ['-o', 'rss=', '-p', pids.join()], { encoding: 'utf8' })
  return listed
    .trim()
    .split('\n')
    .reduce((sum, kilobytes) => sum + Number(kilobytes) * 1024, 0)
}

/** What these processes have taken of the processor since they began, in seconds. */
export function processorSeconds(pids: number[]): number {
  const listed = execFileSync('ps', ['-o', 'cputimes=', '-p', pids.join()], { encoding: 'utf8' })
  return listed
    .trim()
    .split('\n')
    .reduce((sum, seconds) => sum + Number(seconds), 0)
}

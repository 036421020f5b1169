import { lessonsWithExercises } from '../../server/exercises/lessons-with-exercises.ts'
import { colours, runCommand, usageExitCode } from './commands.ts'
import { openCliExercises } from './open-cli.ts'
import { readArguments } from './read-arguments.ts'
import { watchMode } from './watch-mode.ts'

/** `npm run exercise`, once the packages are there. Gives the exit code. */
export async function runExercise({
  root,
  args,
  log,
  signal,
}: {
  root: string
  args: string[]
  log: (line: string) => void
  signal: AbortSignal
}): Promise<number> {
  const asked = readArguments(args, lessonsWithExercises(root), {
    terminal: process.stdin.isTTY === true && process.stdout.isTTY === true,
  })
  if (asked.is === 'refused') {
    process.stderr.write(asked.sentence)
    return usageExitCode
  }
  const watching = asked.is === 'watch'
  // On its own screen a line of somebody else's would stand in the middle of it.
  const opened = await openCliExercises({ root, log: watching ? () => {} : log })
  try {
    if (!watching) return await untilStopped(runCommand({ ...asked.asked, opened, log }), signal)
    await watchMode({
      ...{ opened, signal },
      from: asked.from,
      manual: asked.manual,
      colours: colours(process.stdout),
    })
    return 0
  } finally {
    await opened.close()
  }
}

/** The command's exit code; 1 as soon as somebody stops it, though it may still be under way. */
async function untilStopped(command: Promise<number>, signal: AbortSignal): Promise<number> {
  const stopped = new Promise<number>((resolve) => {
    signal.addEventListener('abort', () => resolve(1), { once: true })
  })
  return await Promise.race([command, stopped])
}

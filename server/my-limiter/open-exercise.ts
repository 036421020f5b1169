// One exercise, chosen: its process and what stands between that and Valkey, started again with every save.
import { existsSync, realpathSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import type { ConsoleLog } from './console-log.ts'
import type { ConsoleLine, Crash, MyLimiterState } from './contract.ts'
import type { Load } from './learner/messages.ts'
import type { LearnerUser } from './learner-user.ts'
import type { LiveExercise } from './lesson-mount.ts'
import { explainCrash } from './process/explain-crash.ts'
import { bounds } from './process/learner-process.ts'
import { createRunner, type Runner } from './process/runner.ts'
import { createStopStalled, lateAfterMs, type ScriptGuard } from './stop-stalled.ts'
import { openTap, type Tap } from './tap/tap.ts'
import { watchFolder } from './watch-folder.ts'

type Because = 'chosen' | 'saved'

export type OpenExercise = {
  exercise: LiveExercise
  tap: Tap
  runner: Runner
  /** Runs the learner's files as they are now. */
  start(because: Because): void
  close(): Promise<void>
}

type ExerciseParts = {
  exercise: LiveExercise
  workspace: string
  user: LearnerUser
  guard: ScriptGuard
  open: () => Socket
  login: { username?: string; password?: string }
  policy: Load['policy']
  keyspacePrefix: string
  consoleLog: ConsoleLog
  onState: (state: MyLimiterState) => void
}

export async function openExercise(parts: ExerciseParts): Promise<OpenExercise> {
  const { exercise, workspace, user, guard, open, login, policy, keyspacePrefix, consoleLog } =
    parts
  const { lesson, file, mountFile } = exercise
  const named = join(workspace, lesson)
  // As the stacks of the process name it.
  let folder = named
  let because: Because = 'chosen'
  let since = performance.now()
  let closed = false
  const print = (from: ConsoleLine['from'], text: string) => consoleLog.add({ lesson, from, text })

  const own = await user.login()
  const stopStalled = createStopStalled({
    guard,
    onFound: () => tap.refuse(),
    onEnded(seen, crash) {
      // What an earlier version of the file left running says nothing of this one.
      if (closed || seen.sentAt < since) {
        tap.admit()
        print('workbook', crash.sentence)
        return
      }
      // Requests under way are answered with the reason once the process is gone.
      fail(crash)
      void runner.stop()
    },
  })
  const tap = await openTap({
    open,
    prepare: () => Promise.all([guard.arm(), user.ensure()]),
    lateAfterMs,
    onLate: stopStalled,
    onError: ({ words }, text) => print('valkey', `${words[0]}: ${text}`),
  })
  const runner = createRunner({
    onLine: (from, text) => print(from, text.replaceAll(`${folder}/`, '')),
    onLive() {
      const readyMs = Math.round(performance.now() - since)
      const again = because === 'saved' ? 'Saved: it runs again' : 'It runs'
      print('workbook', `${again} (${file}, after ${readyMs} ms).`)
      parts.onState({ is: 'live', lesson, readyMs, because })
    },
    onEnd(why) {
      const { stuckMs, residentMb: memoryMb } = bounds
      fail(explainCrash(why, { folder, file, stuckMs, memoryMb }))
    },
  })

  function fail(crash: Crash): void {
    const { sentence, at, frames } = crash
    const place = at && frames.length === 0 ? ` At ${at.file}:${at.line}.` : ''
    print('workbook', `${sentence}${place}`)
    for (const frame of frames) print('workbook', `  at ${frame}`)
    parts.onState({ is: 'crashed', lesson, crash })
  }

  function start(reason: Because): void {
    because = reason
    since = performance.now()
    if (!isMade(workspace, exercise)) {
      void runner.stop()
      fail(missing(exercise))
      return
    }
    tap.admit()
    parts.onState({ is: 'starting', lesson })
    folder = realpathSync(named)
    runner.start({
      mountFile,
      folder,
      policy,
      keyspacePrefix,
      valkey: { port: tap.port, ...(own ?? login) },
    })
  }

  const unwatch = watchFolder(named, () => start('saved'))
  return {
    exercise,
    tap,
    runner,
    start,
    async close() {
      closed = true
      unwatch()
      await runner.stop()
      await tap.close()
    },
  }
}

/** Whether the learner's copy is there. */
export function isMade(
  workspace: string,
  { lesson, file }: Pick<LiveExercise, 'lesson' | 'file'>,
): boolean {
  return existsSync(join(workspace, lesson, file))
}

function missing({ lesson, file, number }: LiveExercise): Crash {
  const check = `npm run exercise -- check ${String(number).padStart(2, '0')}`
  return {
    kind: 'missing',
    sentence: `There is no workspace/${lesson}/${file}. Begin the exercise in its lesson, or run ${check}; it goes live as soon as it is there.`,
    frames: [],
  }
}

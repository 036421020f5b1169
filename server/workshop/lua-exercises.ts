import type { Request, RequestHandler } from 'express'
import { breakableValkey, type CheckValkey } from '../exercises/checks/check-valkey.ts'
import type { CheckRun } from '../exercises/contract.ts'
import { createLuaExerciseRoutes } from '../exercises/lua-exercise-routes.ts'
import { createLuaExercises } from '../exercises/lua-exercises.ts'
import { allowLearner, createLearner } from '../labs/lua/learner-user.ts'
import type { CheckReport } from '../room/contract.ts'
import { reportOf } from '../room/report-of.ts'
import type { RoomProgress } from '../room/room-progress.ts'
import type { RoomStore } from '../room/room-store.ts'
import { createSandbox } from '../sandbox/create-sandbox.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import type { DisposableLauncher } from '../valkey/disposable-launcher.ts'

/** A script that builds something huge is refused, not the machine filled. */
const maxMemoryMb = 64

/**
 * The exercises of a room that are done in the page. What a run comes to is on the board like a report from home, and a
 * pass is in the learner's progress. `memberOf` gives nothing for the instructor, of whom nothing is noted.
 */
export function openRoomLuaExercises({
  root,
  launcher,
  store,
  progress,
  keyspaceOf,
  memberOf,
  onError,
}: {
  root: string
  launcher: DisposableLauncher
  store: Pick<RoomStore, 'check'>
  progress: Pick<RoomProgress, 'add'>
  keyspaceOf: (req: Request) => string
  memberOf: (req: Request) => { keyspaceId: string } | undefined
  onError: (error: unknown) => void
}): { router: RequestHandler; close(): Promise<void> } {
  // Of its own, so that keyspaces cannot use up what exercises need.
  const sandbox = createSandbox({ launcher, most: 2 })
  const exercises = createLuaExercises({ root, openValkey: () => openStrangersValkey(sandbox) })

  return {
    router: createLuaExerciseRoutes({ exercises, who: keyspaceOf, onRun }),
    async close() {
      await exercises.close()
      await sandbox.close()
    },
  }

  async function onRun(req: Request, run: CheckRun): Promise<void> {
    const member = memberOf(req)
    // What failed around it is not the learner's doing, and says nothing of how far they are.
    if (!member || run.state === 'infrastructure' || run.state === 'inconclusive') return
    try {
      await note(member.keyspaceId, { ...reportOf(run) }, run)
    } catch (error) {
      // A verdict that cannot be noted is one all the same.
      onError(error)
    }
  }

  async function note(id: string, report: CheckReport, { state, lesson, at }: CheckRun) {
    await store.check(id, { ...report, home: false })
    if (state !== 'passed') return
    const marks = { sections: {}, quizzes: {}, exercises: { exercise: at } }
    await progress.add(id, { version: 1, lessons: { [lesson]: marks } })
  }
}

/**
 * One in which the checks log in as a user of few rights: at home a script may do what it likes to its own machine, here
 * the machine is somebody else's.
 */
async function openStrangersValkey(sandbox: Sandbox): Promise<CheckValkey> {
  const valkey = await sandbox.open({ signal: new AbortController().signal, maxMemoryMb })
  const learner = createLearner()
  async function allow(): Promise<void> {
    await allowLearner(valkey, learner)
    // ioredis asks it whether it is ready.
    await valkey.ask(['ACL', 'SETUSER', learner.name, '+info'])
  }
  // One that cannot be used would hold its place in the sandbox for good.
  await allow().catch(async (error) => {
    await valkey.stop()
    throw error
  })
  const { host, port } = valkey.address
  const checked = breakableValkey(valkey)
  return {
    ...checked,
    address: { host, port, username: learner.name, password: learner.password, tls: false },
    async renew() {
      await checked.renew()
      await allow()
    },
  }
}

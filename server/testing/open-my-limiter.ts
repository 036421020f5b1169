import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { createReadyz } from '../http/health-routes.ts'
import { noStore } from '../http/no-store.ts'
import { handleErrors } from '../http/problems.ts'
import type { TracedMine } from '../inspector/contract.ts'
import { rateLimit } from '../limiter/rate-limit.ts'
import type { MyLimiterEvent, MyLimiterState } from '../my-limiter/contract.ts'
import { readLiveExercises } from '../my-limiter/lesson-mount.ts'
import { createMyLimiter, type UsedKey } from '../my-limiter/my-limiter.ts'
import { createMyLimiterRoutes } from '../my-limiter/my-limiter-routes.ts'
import { openSocket } from '../valkey/open-socket.ts'
import { createScriptGuard } from '../valkey/script-guard.ts'
import { eventually } from './eventually.ts'
import { openOwnValkey } from './own-valkey.ts'
import { serve } from './serve.ts'

const keyspacePrefix = '{lab:home}:'

/** A server with the learner's limiter before the workbook's, on a Valkey of its own, with a workspace of its own. */
export async function openMyLimiter({ guarded = true } = {}) {
  const workspace = mkdtempSync(join(tmpdir(), 'my-limiter-'))
  // Node looks for packages from the file upwards, as in workspace/ of the checkout.
  symlinkSync(join(process.cwd(), 'node_modules'), join(workspace, 'node_modules'))
  writeFileSync(join(workspace, 'package.json'), '{"type":"module"}')
  const valkey = await openOwnValkey()
  const { password = '' } = valkey.server.address
  const events: MyLimiterEvent[] = []
  const traces: TracedMine[] = []
  const used: UsedKey[] = []
  const policy = { limit: 5, windowSeconds: 60 }
  const exercises = await readLiveExercises(join(process.cwd(), 'lessons'))
  const host = createMyLimiter({
    exercises,
    workspace,
    policy,
    keyspacePrefix,
    valkey: valkey.client,
    guard: guarded ? createScriptGuard(valkey.server) : null,
    open: () => openSocket(valkey.server.address),
    login: { password },
    publish: (event) => events.push(event),
    onTrace: (_req, trace) => traces.push(trace(performance.now())),
    onKeys: (keys) => used.push(...keys),
  })
  const app = express()
  app.use(noStore)
  app.get('/readyz', createReadyz(valkey))
  app.get('/api/saka', host.handler)
  app.get(
    '/api/saka',
    rateLimit({ valkey: valkey.client, prefix: 'workbook:', ...policy }),
    (_req, res) => void res.type('text/plain').send('the workbook’s\n'),
  )
  app.use('/api/my-limiter', createMyLimiterRoutes(host))
  app.use(handleErrors(() => undefined))
  const { url, close } = await serve(app)

  const state = () => host.now().state
  const pathOf = (lesson: string, file: string) => join(workspace, lesson, file)
  return {
    exercises,
    host,
    valkey,
    events,
    traces,
    used,
    url,
    workspace,
    state,
    pathOf,
    /** The lesson's files of `from` become the learner's copy. */
    async copy(lesson: string, from: 'exercise' | 'solution' | 'solution-2' = 'solution') {
      await cp(join(process.cwd(), 'lessons', lesson, 'exercise'), join(workspace, lesson), {
        recursive: true,
      })
      await cp(join(process.cwd(), 'lessons', lesson, from), join(workspace, lesson), {
        recursive: true,
      })
    },
    write(lesson: string, file: string, text: string) {
      mkdirSync(join(workspace, lesson), { recursive: true })
      writeFileSync(pathOf(lesson, file), text)
    },
    get: (headers: Record<string, string> = {}) => fetch(`${url}/api/saka`, { headers }),
    async statuses(times: number) {
      const statuses: number[] = []
      for (let sent = 0; sent < times; sent += 1) {
        const response = await fetch(`${url}/api/saka`)
        await response.text()
        statuses.push(response.status)
      }
      return statuses
    },
    until: (is: MyLimiterState['is']) =>
      eventually(() => state().is === is && state(), { withinMs: 20_000 }),
    consoleText: () =>
      host
        .now()
        .console.map(({ from, text }) => `${from}: ${text}`)
        .join('\n'),
    async close() {
      await host.close()
      await close()
      await valkey.closeBoth()
      rmSync(workspace, { recursive: true, force: true })
    },
  }
}

export type TestMyLimiter = Awaited<ReturnType<typeof openMyLimiter>>

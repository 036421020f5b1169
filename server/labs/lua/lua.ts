// The Lua lab: the learner's own script on a Valkey that belongs to this run and may be lost.
import type { DisposableValkey } from '../../sandbox/sandbox.ts'
import type { Lab, LabParts } from '../lab.ts'
import { askReply } from './ask-reply.ts'
import {
  type KeysHeld,
  type LuaAction,
  type LuaReady,
  type LuaResult,
  luaAction,
  luaOptions,
  luaReady,
} from './contract.ts'
import { allowLearner, createLearner } from './learner-user.ts'
import { readHeldKeys } from './read-held-keys.ts'
import { runScript } from './run-script.ts'

/** Keeps one disposable Valkey for as long as it runs; each action runs a script on it, or empties it. */
export function createLua({
  sandbox,
  endMs = 1000,
}: Pick<LabParts, 'sandbox'> & {
  /** A script that still runs after so long loses its server. */
  endMs?: number
}): Lab<object, LuaReady, LuaAction> {
  return {
    options: luaOptions,
    event: luaReady,
    action: luaAction,
    async run({ signal, send, onAction }) {
      const opening = openForLearner(sandbox, signal)
      // One action at a time, as on any Valkey: the second waits for the first, and the first for the server.
      let last: Promise<unknown> = opening.catch(() => undefined)
      onAction((one) => {
        const next = last.then(() => doOne(one))
        last = next.catch(() => undefined)
        return next
      })
      const server = await opening
      const sendReady = async () => {
        const { version, limits } = server.valkey
        send({ version, limits, keys: await readHeldKeys(server.valkey) })
      }
      await sendReady()
      await untilAborted(signal)
      await server.valkey.stop()

      async function doOne(one: LuaAction): Promise<LuaResult | KeysHeld> {
        const { valkey } = await opening
        if (one.do === 'run') return runOne(one)
        if (one.do === 'empty') {
          // SYNC: the memory is free for the next script, not some time later.
          await askReply(valkey, ['FLUSHALL', 'SYNC'], { timeoutMs: 5000 })
        }
        return readHeldKeys(valkey)
      }

      async function runOne({
        script,
        keys,
        args,
      }: Extract<LuaAction, { do: 'run' }>): Promise<LuaResult> {
        const { valkey, learner } = await opening
        // A fresh Lua: what the last script left for the garbage collector is not this one's memory.
        await askReply(valkey, ['SCRIPT', 'FLUSH', 'SYNC'], { timeoutMs: 5000 })
        const before = await readHeldKeys(valkey)
        const spentBefore = await microsecondsInEval(valkey)
        const ran = await runScript({ valkey, user: learner, script, keys, args, endMs })
        const spent = ran.gone ? null : await microsecondsInEval(valkey)
        if (ran.gone) {
          await valkey.restart()
          await allowLearner(valkey, learner)
          await sendReady()
        }
        return {
          reply: ran.text,
          ...(ran.reply?.type === 'error' && { error: readError(ran.reply.text) }),
          ...(ran.stopped && { stopped: ran.stopped }),
          tookMicroseconds: spent === null || spentBefore === null ? null : spent - spentBefore,
          before,
          after: await readHeldKeys(valkey),
        }
      }
    },
  }
}

async function openForLearner(sandbox: LabParts['sandbox'], signal: AbortSignal) {
  const valkey = await sandbox.open({ signal })
  const learner = createLearner()
  await allowLearner(valkey, learner)
  return { valkey, learner }
}

/** "ERR user_script:3: Unexpected … script: 1a2b…, on @user_script:3." -> its words and its line. */
function readError(text: string): NonNullable<LuaResult['error']> {
  const line = /user_script:(\d+)/.exec(text)?.[1]
  const message = text
    .replace(/ script: [0-9a-f]{40}, on @user_script:\d+\.?$/, '')
    .replace(/^ERR /, '')
    .replace(/^Error compiling script \(new function\): /, '')
    .replace(/^user_script:\d+: /, '')
  return { message, line: line === undefined ? null : Number(line) }
}

/** The time that all scripts together have taken, as Valkey reports it. Source: https://valkey.io/commands/info/ (commandstats) */
async function microsecondsInEval(valkey: DisposableValkey): Promise<number | null> {
  const reply = await askReply(valkey, ['INFO', 'commandstats'])
  if (reply.type !== 'string') return null
  return Number(/^cmdstat_eval:calls=\d+,usec=(\d+)/m.exec(reply.bytes.toString())?.[1] ?? 0)
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

// One script on a disposable Valkey, watched, and stopped when it takes too long:
//   0.3 s   SCRIPT KILL, as one would on a real server: it ends a script that has not written yet
//   1 s     the process, with SIGKILL: for a script that wrote, or one that is deaf inside a single C function
import { setTimeout as wait } from 'node:timers/promises'
import type { Crash, DisposableValkey } from '../../sandbox/sandbox.ts'
import { formatReply } from '../../valkey/format-reply.ts'
import type { Asked, RespReply } from '../../valkey/resp-reply.ts'
import type { StoppedBy } from './contract.ts'

const maxReplyBytes = 256 * 1024

export type ScriptRun = {
  reply: RespReply | null
  text: string
  stopped?: StoppedBy
  /** The server has to be started again. */
  gone: boolean
}

type ScriptRunOptions = {
  valkey: DisposableValkey
  user: { name: string; password: string }
  script: string
  keys: string[]
  args: string[]
  askToStopMs?: number
  endMs?: number
}

/** Never rejects for anything the script does. */
export async function runScript({
  valkey,
  user,
  script,
  keys,
  args,
  askToStopMs = 300,
  endMs = 1000,
}: ScriptRunOptions): Promise<ScriptRun> {
  const startedAt = performance.now()
  const afterMs = () => Math.round(performance.now() - startedAt)
  const crash = watchCrash(valkey)
  const eval_ = ['EVAL', script, String(keys.length), ...keys, ...args]
  // What goes wrong on the way is an outcome like any other: the script may have ended its server.
  const answer: Promise<Asked | 'no answer'> = valkey
    .ask(eval_, { user, maxReplyBytes, timeoutMs: 10_000 })
    .catch(() => 'no answer')
  try {
    let first = await Promise.race([answer, wait(askToStopMs, null)])
    if (first) return await settle(first)
    const killReply = await askToStop(valkey, Math.max(100, endMs - afterMs()))
    first = await Promise.race([answer, wait(Math.max(0, endMs - afterMs()), null)])
    if (first) {
      const settled = await settle(first)
      if (killReply === 'OK') settled.stopped = { by: 'script kill', afterMs: afterMs() }
      return settled
    }
    const stopped: StoppedBy = { by: 'process kill', afterMs: afterMs(), answer: killReply }
    crash.ignore()
    await valkey.kill()
    await answer
    return { ...withText(null), stopped, gone: true }
  } finally {
    crash.ignore()
  }

  async function settle(asked: Asked | 'no answer'): Promise<ScriptRun> {
    const replied = asked !== 'no answer' && asked.outcome === 'replied' ? asked.reply : null
    if (replied?.type === 'error' && /not enough memory/.test(replied.text)) {
      // Its process has no room left for anything, and would end at one of the next commands.
      crash.ignore()
      await valkey.kill()
      return { ...withText(replied), stopped: { by: 'memory' }, gone: true }
    }
    const crashed = (await answersPing(valkey)) ? null : await crash.within(1000)
    if (crashed) return { ...withText(replied), stopped: explainCrash(crashed), gone: true }
    // The connection closed while the server lives: the reply was too large to read.
    if (!replied) {
      return {
        ...withText(null),
        stopped: { by: 'reply size', maxBytes: maxReplyBytes },
        gone: false,
      }
    }
    return { ...withText(replied), gone: false }
  }
}

function withText(reply: RespReply | null) {
  return { reply, text: reply ? formatReply(reply) : '' }
}

async function answersPing(valkey: DisposableValkey): Promise<boolean> {
  return valkey.ask(['PING']).then(
    () => true,
    () => false,
  )
}

/** What SCRIPT KILL says; null when it says nothing, because the server is inside one long call of C code. */
async function askToStop(valkey: DisposableValkey, timeoutMs: number): Promise<string | null> {
  try {
    const asked = await valkey.ask(['SCRIPT', 'KILL'], { timeoutMs })
    return asked.outcome === 'replied' && 'text' in asked.reply ? asked.reply.text : null
  } catch {
    // Without a reply, the server cannot be reached.
    return null
  }
}

function watchCrash(valkey: DisposableValkey) {
  let resolveCrash = (_crash: Crash | null) => {}
  const crashed = new Promise<Crash | null>((resolve) => {
    resolveCrash = resolve
  })
  const ignore = valkey.onCrash((crash) => resolveCrash(crash))
  return { ignore, within: (ms: number) => Promise.race([crashed, wait(ms, null)]) }
}

function explainCrash({ code, lastWords }: Crash): StoppedBy {
  if (/out of memory/i.test(lastWords.join(' '))) return { by: 'memory' }
  return { by: 'crash', code, lastWords: (lastWords.at(-1) ?? '').slice(0, 300) }
}

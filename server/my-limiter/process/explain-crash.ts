// Why the learner's process does not run, in words for the learner: what it was, where in their own file, what to do.
import { basename } from 'node:path'
import type { CodePlace, Crash } from '../contract.ts'
import type { EndReport, FromLearner, PlainError } from '../learner/messages.ts'

export type Ended =
  | Extract<FromLearner, { is: 'failed' }>
  | EndReport
  /** Killed because it took more than so much. */
  | { is: 'memory'; mb: number }
  | { is: 'died'; code: number | null; signal: string | null; stderr: string }
  | { is: 'not started'; why: string }

export function explainCrash(
  ended: Ended,
  { folder, file, stuckMs, memoryMb }: Where & { stuckMs: number; memoryMb: number },
): Crash {
  const where = { folder, file }
  switch (ended.is) {
    case 'failed':
      if (ended.because === 'shape')
        return { kind: 'shape', sentence: sentence(ended.error.message), frames: [] }
      return explainError(ended.error, where, (what) => `${file} cannot be loaded: ${what}`)
    case 'exception':
      return explainError(
        ended.error,
        where,
        (what) => `An error that nothing caught ended your process: ${what}`,
      )
    case 'rejection':
      return {
        ...explainError(
          ended.error,
          where,
          (what) =>
            `A promise was rejected and nobody handled it, so Node ended your process: ${what}`,
        ),
        kind: isMemory(ended.error) ? 'memory' : 'rejection',
      }
    case 'exit':
      return {
        kind: 'exit',
        sentence: `Your code ended its own process: process.exit(${ended.code}). A limiter has to go on for the next request.`,
        ...placed(ended.stack, where),
      }
    case 'stuck':
      return {
        kind: 'loop',
        sentence: `Your process did nothing else for ${stuckMs / 1000} s, so it was stopped: an endless loop, or work that never lets go of the event loop.`,
        ...placed(ended.stack, where),
      }
    case 'memory':
      return { kind: 'memory', sentence: outOfMemory(ended.mb, memoryMb), frames: [] }
    case 'died':
      if (/heap out of memory|heap limit|allocation failed|bad_alloc/i.test(ended.stderr))
        return { kind: 'memory', sentence: outOfMemory(null, memoryMb), frames: [] }
      return {
        kind: 'exception',
        sentence: `Your process ended (${ended.signal ?? `exit code ${ended.code}`}). What it said last is on its console.`,
        frames: [],
      }
    case 'not started':
      return { kind: 'infrastructure', sentence: sentence(ended.why), frames: [] }
  }
}

type Where = { folder: string; file: string }

function explainError(error: PlainError, where: Where, say: (what: string) => string): Crash {
  if (isMemory(error)) {
    const { at, frames } = placed(error.stack, where)
    const memory = `Your code asked for more memory than it may have: ${sentence(error.message)}`
    return { kind: 'memory', sentence: memory, frames, ...(at && { at }) }
  }
  const written = writtenWrong(error, where)
  if (written)
    return { kind: 'syntax', sentence: say(sentence(written.what)), at: written.at, frames: [] }
  const message = error.message.replaceAll(`${where.folder}/`, '').replaceAll('file://', '')
  return {
    kind: error.name === 'SyntaxError' ? 'syntax' : 'exception',
    sentence: say(sentence(`${error.name}: ${firstLine(message)}`)),
    ...placed(error.stack, where),
  }
}

/** What esbuild says of TypeScript that it cannot read, and Valkey of Lua. */
function writtenWrong(error: PlainError, { file }: Where): { what: string; at: CodePlace } | null {
  const typescript = /^(.+?):(\d+):(\d+): ERROR: (.+)$/m.exec(error.message)
  if (typescript) {
    const [, path = '', line, column, what = ''] = typescript
    const at = { file: basename(path), line: Number(line), column: Number(column) + 1 }
    return { what, at }
  }
  const lua = /compiling script.*?: user_script:(\d+): (.+)$/m.exec(error.message)
  if (!lua) return null
  return { what: lua[2] ?? '', at: { file, line: Number(lua[1]) } }
}

/** The learner's own lines of a stack. */
function placed(stack: string, { folder }: Where): { at?: CodePlace; frames: string[] } {
  const own = stack.split('\n').flatMap((line) => {
    const at = line.indexOf(`${folder}/`)
    const rest = at === -1 ? '' : line.slice(at + folder.length + 1)
    if (rest === '' || rest.includes('node_modules/')) return []
    const place = /^(.+?):(\d+)(?::(\d+))?\)?$/.exec(rest)
    if (!place) return []
    const name = /^\s*at (?:async )?(\S+) \(/.exec(line)?.[1]
    const [, file = '', row, column] = place
    const where: CodePlace = { file, line: Number(row), ...(column && { column: Number(column) }) }
    return [{ where, text: `${name ? `${name} ` : ''}${file}:${row}` }]
  })
  const first = own[0]?.where
  return { ...(first && { at: first }), frames: own.slice(0, 8).map(({ text }) => text) }
}

function isMemory({ message, code }: PlainError): boolean {
  return (
    code === 'ERR_MEMORY_ALLOCATION_FAILED' ||
    /allocation failed|Invalid array buffer/i.test(message)
  )
}

function outOfMemory(mb: number | null, most: number): string {
  const took = mb === null ? 'more memory than it may have' : `${Math.round(mb)} MB of memory`
  return `Your process took ${took} and was stopped: at most ${most} MB. Something grows without end, or is far too large.`
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/[.]?$/, '.')}`
}

// What came of a run, from what its process said and how it ended. Data in, data out.
import type { CheckResult, CheckRun, CodePlace, CodeProblem, ExerciseFile } from '../contract.ts'
import type { CheckMessage, ThrownError } from './check-message.ts'
import type { ProcessEnd } from './check-process.ts'
import { learnerPlace } from './learner-place.ts'
import { luaFaults } from './lua-problems.ts'
import { readFailure, slip, tooBusy } from './read-failure.ts'
import { errorsWritten, tellingOf } from './written.ts'

/** Why somebody else ended the process. */
export type Stopped = {
  state: 'stuck' | 'infrastructure' | 'inconclusive'
  message: string
}

/** The longest run is over: without an end, or on a machine that had no time for it. */
export function stoppedAt(deadlineMs: number, messages: CheckMessage[]): Stopped {
  const told = messages.filter((message) => message.is === 'machine')
  // It is told once a second, unless the process was kept from that as well.
  const silentMs = Math.max(0, deadlineMs - 3000 - 1000 * told.length)
  return lateMsOf(messages) + silentMs > deadlineMs / 10
    ? { state: 'inconclusive', message: tooBusy }
    : {
        state: 'stuck',
        message: `The checks did not end within ${deadlineMs / 1000} s and were stopped.`,
      }
}

function lateMsOf(messages: CheckMessage[]): number {
  return messages.findLast((message) => message.is === 'machine')?.lateMs ?? 0
}

const keptOutputLength = 8 * 1024

type Known = {
  messages: CheckMessage[]
  end: ProcessEnd
  stopped: Stopped | undefined
  folder: string
  /** The learner's, as they were checked. */
  files: ExerciseFile[]
  /** Sentences of the checks as far as they are known without a run. */
  names: string[]
}

type Gathered = Pick<CheckRun, 'state' | 'checks' | 'message' | 'output'> & {
  problems: CodeProblem[]
}

/** Gives each check its result, and the run its state and, where there is more to say, a message. */
export function gather(known: Known): Gathered {
  const { messages, end, folder } = known
  const collected = messages.find((message) => message.is === 'collected')?.names ?? []
  const names = collected.length > 0 ? collected : known.names
  const cut = known.stopped ?? howItWasCut(known)
  const faults = known.files.flatMap(luaFaults)
  const checks = names.map((name) => {
    const result = resultOf(name, known, cut)
    // No hint of a check fits a fault of the script as such.
    return result.state === 'wrong' && faults.length > 0
      ? { ...result, broke: true as const }
      : result
  })
  const escaped = messages.filter((message) => message.is === 'failed')
  const problems = [
    ...escaped.flatMap(({ error }) => problemOf(error, folder)),
    ...checks.flatMap(({ name, state }) =>
      state === 'wrong' ? errorsWritten(end.written, name, folder) : [],
    ),
  ]
  const said = escaped.map((failed) => sentence(failed, folder))
  const message = cut?.message ?? eachOnce(said).join('\n')
  const states = new Set<CheckRun['state'] | 'not run'>(checks.map(({ state }) => state))
  if (cut) states.add(cut.state)
  for (const failed of escaped) states.add(stateOfEscaped(failed, known))
  if (escaped.length === 0 && collected.length === 0 && !cut) states.add('wrong')
  const worst = (
    ['infrastructure', cut?.state ?? 'wrong', 'wrong', 'stuck', 'inconclusive'] as const
  ).find((state) => states.has(state))
  const state = worst ?? (states.has('not run') ? 'wrong' : 'passed')
  // What Node said for itself tells why it ended; when all went well it tells nothing.
  if (state !== 'passed') problems.push(...faults)
  const output = tellingOf(end.written, checks) + (state === 'passed' ? '' : end.output)
  return {
    state,
    checks,
    problems,
    ...(message && { message }),
    ...(output && { output: withoutOthersFrames(output, folder).slice(-keptOutputLength) }),
  }
}

/** A stack in what the code wrote tells where in the code it was; the way through Express, Node and the checks tells nothing. */
function withoutOthersFrames(output: string, folder: string): string {
  return output
    .split('\n')
    .filter((line) => !/^\s+at /.test(line) || line.includes(folder))
    .join('\n')
    .replaceAll(`${folder}/`, '')
}

/** What a client says of a Valkey that a script keeps busy, or that has ended because of one. */
const valkeyAway = /\bBUSY\b|max retries per request|Connection is closed|ECONNREFUSED|ECONNRESET/

/** Nothing is tried again outside of a check: what timed out there, on a busy machine, tells nothing. */
function stateOfEscaped({ error }: Escaped, known: Known): CheckRun['state'] {
  const { state } = readFailure(error, known)
  if (state === 'infrastructure') return state
  const timedOut = /timed? ?out|ETIMEDOUT|ECONNRESET|Connection is closed/i.test(error.message)
  return timedOut && lateMsOf(known.messages) > lateEnoughMs ? 'inconclusive' : 'wrong'
}

/** With less than that no time limit of the course is missed. */
const lateEnoughMs = 400

type Cut = { state: Exclude<CheckRun['state'], 'passed'>; message: string; at?: CodePlace }

function resultOf(name: string, known: Known, cut: Cut | undefined): CheckResult {
  const { messages } = known
  const ended = messages.find((message) => message.is === 'ended' && message.name === name)
  if (ended?.is === 'ended') {
    const [error] = ended.errors
    if (ended.passed) return { name, state: 'passed' }
    if (!error) return { name, state: 'not run' }
    const failure = withReason(readFailure(error, known), name, known)
    // While the Valkey was away, or the machine busy, what failed says nothing about the code.
    const away = cut?.state === 'stuck' && valkeyAway.test(error.message)
    return away || cut?.state === 'infrastructure' || cut?.state === 'inconclusive'
      ? { name, state: cut.state, message: cut.message }
      : { name, ...failure }
  }
  const began = messages.some((message) => message.is === 'begins' && message.name === name)
  if (!cut || !began) return { name, state: 'not run' }
  return { name, ...cut }
}

/** An answer of 500 says nothing about why: an error of the learner's code that was written meanwhile does. */
function withReason(
  failure: ReturnType<typeof readFailure>,
  name: string,
  { end, folder }: Known,
): ReturnType<typeof readFailure> {
  const [first] = failure.state === 'wrong' ? errorsWritten(end.written, name, folder) : []
  if (!first || failure.at) return failure
  const { message, ...at } = first
  const broke = slip.test(message) && { broke: true as const }
  const said = `${failure.message}. Meanwhile your code threw ${message}`
  return { ...failure, message: said, at, ...broke }
}

/** The process ended before it was done: what it last said tells why. */
function howItWasCut({ messages, end, folder }: Known): Cut | undefined {
  for (const message of messages) {
    if (message.is === 'exits') {
      return placed(message.stack, folder, {
        state: 'wrong',
        message: `calls process.exit(${message.code}), which ends the whole server and every request in it. Throw an Error, or answer with a status.`,
      })
    }
    if (message.is === 'blocked') {
      return placed(message.stack, folder, {
        state: 'stuck',
        message: `does not come back: nothing else got its turn for ${seconds(message.ms)} s, so the check was ended. Look for a loop without an end.`,
      })
    }
    if (message.is === 'too large') {
      return {
        state: 'stuck',
        message: `The code took ${message.mb} MB of memory and was ended. Look for something that is kept for each request, or grows without an end.`,
      }
    }
  }
  if (messages.some(({ is }) => is === 'done')) return undefined
  const all = end.output + end.written.map(({ text }) => text).join('')
  if (/heap out of memory|Array buffer allocation failed/.test(all)) {
    return {
      state: 'stuck',
      message:
        'The code ran out of memory and was ended. Look for something that grows without an end.',
    }
  }
  const how = end.signal ? `by ${end.signal}` : `with code ${end.code}`
  return { state: 'wrong', message: `The process that ran the code was ended ${how}.` }
}

function placed(stack: string, folder: string, cut: Cut): Cut {
  const at = learnerPlace(stack, folder)
  const where = at ? `${at.file}, line ${at.line},` : 'The code'
  return { ...cut, message: `${where} ${cut.message}`, ...(at && { at }) }
}

function sentence({ during, error }: Escaped, folder: string): string {
  const at = learnerPlace(error.stack, folder)
  const where = at ? ` (${at.file}, line ${at.line})` : ''
  const said = importFault(error, folder) ?? `${error.name}: ${error.message}`
  if (during === 'import') return `Your files cannot be loaded: ${said}${where}`
  if (during === 'preparation') return `The checks could not be prepared: ${said}`
  return `An error that nobody caught${where}: ${said.replace(/\.$/, '')}. In a server of its own it would have ended the whole process.`
}

/** What happened at each request is said once, with how often it came. */
function eachOnce(sentences: string[]): string[] {
  const times = new Map<string, number>()
  for (const one of sentences) times.set(one, (times.get(one) ?? 0) + 1)
  return [...times].map(([one, count]) => (count > 1 ? `${one} It came ${count} times.` : one))
}

type Escaped = Extract<CheckMessage, { is: 'failed' }>

/** A file that is not there, in words; and syntax errors without the path of the whole machine before them. */
function importFault({ message, code }: ThrownError, folder: string): string | undefined {
  const missing = /(?:Cannot find module|no such file or directory, open) '([^']*)'/.exec(
    message,
  )?.[1]
  if (missing?.startsWith(folder) || code === 'ENOENT') {
    const name = missing?.slice(folder.length + 1) ?? 'a file'
    return `${name} is not there. Put it back, or start the exercise again with a reset`
  }
  const [, file, name] =
    /module '\.\/solution\/([^']+)' does not provide an export named '([^']+)'/.exec(message) ?? []
  if (name) {
    return `${file} has no export named ${name}. Write export in front of it, or check its spelling`
  }
  const [syntax] = transformErrors(message, folder)
  return syntax && `${syntax.message} (${syntax.file}, line ${syntax.line})`
}

function problemOf(error: ThrownError, folder: string): CodeProblem[] {
  const syntax = transformErrors(error.message, folder)
  if (syntax.length > 0) return syntax
  const at = learnerPlace(error.stack, folder)
  return at ? [{ ...at, message: `${error.name}: ${error.message}` }] : []
}

/** esbuild's "Transform failed with 1 error:\n/path/rate-limit.ts:12:3: ERROR: Expected ..." */
function transformErrors(message: string, folder: string): CodeProblem[] {
  const found = message.matchAll(/^(.*):(\d+):(\d+): ERROR: (.*)$/gm)
  return [...found]
    .filter(([, file = '']) => file.startsWith(`${folder}/`))
    .map(([, file = '', line, column, said = '']) => ({
      file: file.slice(folder.length + 1),
      line: Number(line),
      column: Number(column) + 1,
      message: said,
    }))
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(0)
}

// What to tell a learner of an error that ended a check.
import type { CheckResult, CodePlace, ExerciseFile } from '../contract.ts'
import type { ThrownError } from './check-message.ts'
import { learnerPlace } from './learner-place.ts'
import { luaFaults } from './lua-problems.ts'

type Failure = Pick<CheckResult, 'state' | 'message' | 'expected' | 'received' | 'at' | 'broke'>

/** What JavaScript throws for a slip, such as a name that is not there. */
export const slip = /^(?:Type|Reference)Error\b/

export const tooBusy =
  'This machine is too busy to tell: it had no time for your code, for Valkey, or for the check. That says nothing about your code. Close other programs, then check again.'

/** @param files the learner's, as they were checked */
export function readFailure(
  error: ThrownError,
  { folder, files }: { folder: string; files: ExerciseFile[] },
): Failure {
  if (error.message.startsWith('This machine is too busy')) {
    return { state: 'inconclusive', message: tooBusy }
  }
  const timeout = /^(?:Test|Hook) timed out in (\d+)ms/.exec(error.message)
  if (timeout) {
    return {
      state: 'stuck',
      message: `No end after ${Math.round(Number(timeout[1]) / 1000)} s, so it was stopped. Something is awaited that never comes: an answer that is never sent, or a next() that is never called.`,
    }
  }
  const notTheirs = infrastructure(error)
  if (notTheirs) return { state: 'infrastructure', message: notTheirs }
  const script = scriptFailure(error, files)
  if (script) return { state: 'wrong', broke: true, ...script }
  const at = learnerPlace(error.stack, folder) ?? scriptPlace(error.message, files)
  const place = at && { at }
  if (error.name !== 'AssertionError') {
    const said = error.name === 'Error' ? error.message : `${error.name}: ${error.message}`
    const broke = slip.test(error.name) && { broke: true as const }
    return { state: 'wrong', message: `The code throws: ${said}`, ...place, ...broke }
  }
  return { state: 'wrong', ...readAssertion(error), ...place }
}

/** Faults of this machine, by what Node and our own parts call them. */
function infrastructure({ name, code, message }: ThrownError): string | undefined {
  if (name === 'StartError' || name === 'Refusal') return message
  if (code === 'EADDRINUSE') {
    return `A port is taken: ${message}. Let the app listen where it is told to, or stop the program that uses the port.`
  }
  if (code === 'EMFILE' || code === 'ENOSPC' || code === 'ENOMEM' || code === 'EAGAIN') {
    return `This machine has run out of something (${code}: ${message}). Close other programs and check again.`
  }
  return undefined
}

/** The causes that Valkey's own words about a script hide, where there is one script only: Valkey knows no file names. */
function scriptFailure(
  { name, message }: ThrownError,
  files: ExerciseFile[],
): Pick<Failure, 'message' | 'at'> | undefined {
  const [script, ...others] = files.filter(({ language }) => language === 'lua')
  if (!script || others.length > 0) return undefined
  const at = scriptPlace(message, files)
  const where = at ? `${at.file}, line ${at.line},` : script.name
  const place = at && { at }
  const unknown = /nonexistent global variable '(\w+)'/.exec(message)?.[1]
  if (unknown) {
    const said = `${where} reads the nonexistent global variable ${unknown}. It is misspelt, or Valkey's scripts do not have it; set your own variable first: local ${unknown} = …`
    return { message: said, ...place }
  }
  if (/\bOOM\b|not enough memory/.test(message)) {
    const said = `${where} uses more memory than Valkey has here. Look for something that it builds or stores without an end.`
    return { message: said, ...place }
  }
  const global = /Attempt to modify a readonly table/.test(message)
  const nothing = name === 'TypeError' && !at
  const [fault] = luaFaults(script).filter((one) => !at || one.line === at.line)
  if (!fault || !(global || nothing)) return undefined
  const { message: said, ...faultAt } = fault
  return { message: `${script.name}, line ${fault.line}: ${said}`, at: faultAt }
}

/** The line that Valkey names when a script fails, `user_script:7: …`, in the learner's only script. */
function scriptPlace(message: string, files: ExerciseFile[]): CodePlace | undefined {
  const line = /user_script:(\d+)/.exec(message)?.[1]
  const scripts = files.filter(({ language }) => language === 'lua')
  const [script] = scripts
  return line && script && scripts.length === 1
    ? { file: script.name, line: Number(line) }
    : undefined
}

/**
 * "PTTL after a hit: expected -1 to be greater than 59000" is a sentence, what was wanted and what came. Of short values
 * the message has all; of long ones only a part, and then the error's own fields have the whole.
 */
function readAssertion({ message, expected, received }: ThrownError) {
  const [first = ''] = message.split(/\n\n|\s\/\/ Object\.is/)
  const parts = /^(?:([\s\S]*?): )?expected ([\s\S]*?) (not )?to ([\s\S]*)$/.exec(first)
  if (!parts)
    return { message: first, ...(expected && { expected }), ...(received && { received }) }
  const [, sentence = 'The check failed', got = '', not = '', phrase = ''] = parts
  if (isClock(got)) return { message: sentence }
  const equal =
    /^(?:be|deeply equal|strictly equal|equal|match object) (?!greater|less|close)/.test(phrase)
  return {
    message: sentence,
    expected: equal && not === '' && expected ? expected : wanted(`${not}${phrase}`, expected),
    received: received ?? got,
  }
}

/** A reading of performance.now() or Date.now(): only the sentence tells a learner what took too long. */
function isClock(value: string): boolean {
  const number = Number(value)
  return (number > 1000 && !Number.isInteger(number)) || number > 1e12
}

/** "be greater than 5" is "greater than 5"; of "match /a\\/b/" the message has only a part, the error's field all. */
function wanted(phrase: string, expected: string | undefined): string {
  if (/^(?:not )?be /.test(phrase)) return phrase.replace(/^(not )?be /, '$1')
  const match = /^(not )?match \//.exec(phrase)
  return match && expected
    ? `${match[1] ?? ''}to match ${expected}`
    : phrase.replace(/^(not )?/, '$1to ')
}

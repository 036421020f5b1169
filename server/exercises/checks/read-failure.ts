import type { CheckResult } from '../contract.ts'
import type { ThrownError } from './check-message.ts'
import { learnerPlace } from './learner-place.ts'
import { scriptPlace } from './script-place.ts'

type Failure = Pick<CheckResult, 'state' | 'message' | 'expected' | 'received' | 'at' | 'broke'>

/** What JavaScript throws for a slip, such as a name that is not there. */
export const slip = /^(?:Type|Reference)Error\b/

/** What to tell a learner of an error that ended a check. `luaFiles` are the names of their scripts. */
export function readFailure(
  error: ThrownError,
  { folder, luaFiles }: { folder: string; luaFiles: string[] },
): Failure {
  const timeout = /^(?:Test|Hook) timed out in (\d+)ms/.exec(error.message)
  if (timeout) {
    return {
      state: 'stuck',
      message: `No end after ${Math.round(Number(timeout[1]) / 1000)} s, so it was stopped. Something is awaited that never comes: an answer that is never sent, or a next() that is never called.`,
    }
  }
  const notTheirs = infrastructure(error)
  if (notTheirs) return { state: 'infrastructure', message: notTheirs }
  const at = learnerPlace(error.stack, folder) ?? scriptPlace(error.message, luaFiles)
  const place = at && { at }
  if (error.name !== 'AssertionError') {
    const said = error.name === 'Error' ? error.message : `${error.name}: ${error.message}`
    const broke = slip.test(error.name) && { broke: true as const }
    return { state: 'wrong', message: `The code throws: ${said}`, ...place, ...broke }
  }
  return { state: 'wrong', ...readAssertion(error), ...place }
}

/** "be greater than 5" is "greater than 5"; of "match /a\\/b/" the message has only a part, the error's field all. */
function wanted(phrase: string, expected: string | undefined): string {
  if (/^(?:not )?be /.test(phrase)) return phrase.replace(/^(not )?be /, '$1')
  const match = /^(not )?match \//.exec(phrase)
  return match && expected
    ? `${match[1] ?? ''}to match ${expected}`
    : phrase.replace(/^(not )?/, '$1to ')
}

/** Faults of this machine, by what Node and our own parts call them. */
function infrastructure({ name, code, message }: ThrownError): string | undefined {
  if (name === 'StartError' || name === 'Refusal') return message
  if (code === 'EADDRINUSE') {
    return `A port is taken: ${message}. Let the app listen where it is told to, or end the program that holds the port.`
  }
  if (code === 'EMFILE' || code === 'ENOSPC' || code === 'ENOMEM' || code === 'EAGAIN') {
    return `This machine has run out of something (${code}: ${message}). Close other programs and check again.`
  }
  return undefined
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
  const equal =
    /^(?:be|deeply equal|strictly equal|equal|match object) (?!greater|less|close)/.test(phrase)
  return {
    message: sentence,
    expected: equal && not === '' && expected ? expected : wanted(`${not}${phrase}`, expected),
    received: received ?? got,
  }
}

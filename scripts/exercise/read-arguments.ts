import { parseArgs } from 'node:util'
import { type ExerciseLesson, findExercise } from '../../server/exercises/lessons-with-exercises.ts'
import type { Asked } from './commands.ts'
import { cliMessages as text } from './messages.ts'

export type Arguments =
  | { is: 'refused'; sentence: string }
  | { is: 'watch'; from: ExerciseLesson | undefined; manual: boolean }
  | { is: 'command'; asked: Asked }

const takeNone = ['list', 'progress']
const takeOne = ['check', 'hint', 'diff', 'solution', 'reset']

/** What was typed, understood; or a sentence with the help below it. */
export function readArguments(
  args: string[],
  lessons: ExerciseLesson[],
  { terminal }: { terminal: boolean },
): Arguments {
  const refuse = (sentence: string): Arguments => ({
    is: 'refused',
    sentence: `${sentence}\n\n${text.help}`,
  })
  const parsed = parse(args)
  if (typeof parsed === 'string') return refuse(parsed)
  const { words, json, yes, solution, manual } = parsed
  const [command = 'watch', wanted, ...rest] = words
  const named = findExercise(command, lessons)
  if (command === 'watch' || named) {
    const from = named ?? (wanted === undefined ? undefined : findExercise(wanted, lessons))
    if (!named && wanted !== undefined && !from) return refuse(text.noExercise(wanted))
    return terminal ? { is: 'watch', from, manual } : refuse(text.needsTerminal)
  }
  const asked = { command, json, yes, solution, rest }
  if (takeNone.includes(command)) return { is: 'command', asked: { ...asked, lessons: [] } }
  if (!takeOne.includes(command)) {
    return refuse(/^\d/.test(command) ? text.noExercise(command) : text.noCommand(command))
  }
  if (wanted === undefined) return refuse(text.whichLesson(command))
  if (command === 'reset' && wanted === 'all')
    return { is: 'command', asked: { ...asked, lessons } }
  const lesson = findExercise(wanted, lessons)
  if (!lesson) return refuse(text.noExercise(wanted))
  if (rest.length > (command === 'hint' ? 1 : 0)) return refuse(text.oneLesson(rest.join(' ')))
  return { is: 'command', asked: { ...asked, lessons: [lesson] } }
}

function parse(args: string[]) {
  const flag = { type: 'boolean' as const, default: false }
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: flag, yes: flag, solution: flag, manual: flag },
    })
    return { words: positionals, ...values }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

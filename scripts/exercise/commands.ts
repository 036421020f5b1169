// What can be asked for in one command: an answer for people, or with --json for programs.
import { createInterface } from 'node:readline/promises'
import type { CheckRun } from '../../server/exercises/contract.ts'
import type { OpenExercises } from '../../server/exercises/exercises.ts'
import type { ExerciseLesson } from '../../server/exercises/lessons-with-exercises.ts'
import { Refusal } from '../../server/http/refusal.ts'
import { fileDiffs, tellDiffs } from './file-diff.ts'
import { cliMessages as text } from './messages.ts'
import { createPaint, wrapText } from './paint.ts'
import { tellList } from './tell-list.ts'
import { tellRun } from './tell-run.ts'
import { tellTask } from './tell-task.ts'
import { canAnswer } from './way-on.ts'

export type Asked = {
  command: string
  lessons: ExerciseLesson[]
  /** Words after the lesson. */
  rest: string[]
  json: boolean
  yes: boolean
  solution: boolean
}

type Given = Asked & { opened: OpenExercises; log: (line: string) => void }

const paint = createPaint({ colours: colours(process.stdout) })
const width = Math.max(40, Math.min(process.stdout.columns || 100, 120))

/** Does one command; gives the exit code. Answers go to stdout, what is under way and what was refused to stderr. */
export async function runCommand(given: Given): Promise<number> {
  try {
    return await doCommand(given)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    given.log(error.message)
    return exitCodes.infrastructure
  }
}

async function doCommand(given: Given): Promise<number> {
  const { command, lessons } = given
  if (command === 'list') return await list(given)
  if (command === 'progress') return await progress(given)
  if (command === 'reset') return await reset(given)
  const [lesson] = lessons
  if (!lesson) return usageExitCode
  if (command === 'check') return await check(given, lesson)
  if (command === 'hint') return hint(given, lesson)
  if (command === 'diff') return await diff(given, lesson)
  return await solution(given, lesson)
}

async function list({ opened, json }: Given): Promise<number> {
  const all = await opened.exercises.list()
  if (json) return answer(all)
  write(tellList(all, { paint, next: text.listNext }))
  return 0
}

async function progress({ opened, json }: Given): Promise<number> {
  const all = await opened.exercises.list()
  const solved = all.filter((one) => one.solved)
  if (json) return answer({ solved: solved.length, of: all.length, exercises: all })
  write([text.listTitle(solved.length, all.length)])
  write(solved.map(({ number, title }) => `${paint.good('✓')} ${text.title(number, title)}`))
  return 0
}

async function check({ opened, json, log }: Given, lesson: ExerciseLesson): Promise<number> {
  const { exercises, workspace } = opened
  const folder = workspace.nameOf(lesson.lesson)
  const made = await exercises.make(lesson)
  log(made ? text.made(folder) : text.checking(folder))
  if (made) {
    const { files } = await exercises.copy(lesson)
    for (const line of tellTask(lesson.task, { folder, files, width })) log(line)
  }
  const job = exercises.check(lesson)
  const run = await job.verdict
  if (json) answer(run)
  else {
    const hintBy = (number: number) => text.hintCommand(lesson.number, number)
    write(tellRun(run, { paint, width, hintBy }))
    write(['', ...(await afterwards(run, opened, lesson))])
  }
  return exitCodes[run.state]
}

/** As sysexits.h has it, EX_USAGE: no state of a run. */
export const usageExitCode = 64

/** The help lists them. */
const exitCodes: Record<CheckRun['state'], number> = {
  passed: 0,
  wrong: 1,
  stuck: 1,
  infrastructure: 2,
  inconclusive: 3,
}

async function afterwards(
  run: CheckRun,
  { exercises, workspace }: OpenExercises,
  exercise: ExerciseLesson,
): Promise<string[]> {
  const { lesson } = exercise
  if (run.state === 'infrastructure' || run.state === 'inconclusive') return []
  if (run.state !== 'passed') return [text.again(workspace.nameOf(lesson))]
  const next = (await exercises.list()).find((one) => !one.solved)
  const way = next ? [text.nextByCommand(next.number)] : [text.allSolved, text.whatIsLeft(lesson)]
  return canAnswer(exercise) ? [...way, text.canAnswer] : way
}

function hint({ rest, json }: Given, { number, hints }: ExerciseLesson): number {
  const [wanted = '1'] = rest
  const at = /^\d{1,3}$/.test(wanted) ? Number(wanted) : 0
  const found = hints[at - 1]
  if (!found) {
    process.stderr.write(`${text.noHint(wanted, number, hints.length)}\n`)
    return usageExitCode
  }
  if (json) return answer({ hint: at, of: hints.length, text: found.text, checks: found.checks })
  const more = at < hints.length ? text.hintMore(text.hintCommand(number, at + 1)) : text.hintLast
  const said = wrapText(found.text.replaceAll(/\n(?!\n)/g, ' '), width)
  write([paint.bold(text.hintTitle(at, hints.length)), '', ...said, '', paint.quiet(more)])
  return 0
}

async function diff(given: Given, lesson: ExerciseLesson): Promise<number> {
  const { opened, json, solution: toSolution } = given
  const { made, files, original, folder } = await opened.exercises.detail(lesson)
  const mine = { label: folder, files }
  const [from, to] = toSolution
    ? [mine, { label: 'solution', files: await opened.exercises.solution(lesson) }]
    : [{ label: 'exercise', files: original }, mine]
  const diffs = fileDiffs(from, to)
  if (json) return answer({ files: diffs })
  if (diffs.length === 0) {
    write([toSolution ? text.noDifference : made ? text.noChange : text.notBegun(folder)])
  } else write([toSolution ? text.toSolution : text.changed, '', ...tellDiffs(diffs, paint)])
  return 0
}

async function solution({ opened, json }: Given, lesson: ExerciseLesson): Promise<number> {
  const files = await opened.exercises.solution(lesson)
  if (json) return answer({ files })
  for (const { name, content } of files)
    write([paint.bold(`solution/${name}`), content.trimEnd(), ''])
  return 0
}

async function reset({ opened, lessons, json, yes }: Given): Promise<number> {
  const { exercises, workspace } = opened
  const there: ExerciseLesson[] = []
  for (const lesson of lessons) if (await workspace.isMade(lesson.lesson)) there.push(lesson)
  if (there.length === 0) {
    if (json) return answer([])
    write([text.resetNone])
    return 0
  }
  const folders = there.map(({ lesson }) => workspace.nameOf(lesson))
  const confirmation = yes ? 'yes' : await askReset(folders)
  if (confirmation !== 'yes') return confirmation === 'no' ? 1 : usageExitCode
  const done = []
  for (const lesson of there) {
    const folder = workspace.nameOf(lesson.lesson)
    const kept = await exercises.reset(lesson)
    done.push({ lesson: lesson.lesson, folder, kept })
    if (!json) write([text.resetDone(folder, kept)])
  }
  return json ? answer(done) : 0
}

async function askReset(folders: string[]): Promise<'yes' | 'no' | 'no terminal'> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    process.stderr.write(`${text.resetNeedsYes}\n`)
    return 'no terminal'
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr })
  const said = await asking
    .question(text.askReset(folders.join(', ')))
    .finally(() => asking.close())
  if (/^\s*y(es)?\s*$/i.test(said)) return 'yes'
  process.stderr.write(`${text.resetNot}\n`)
  return 'no'
}

function answer(value: unknown): number {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
  return 0
}

function write(lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** Whether this output shows colours. */
export function colours({ isTTY }: { isTTY?: boolean }): boolean {
  return isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
}

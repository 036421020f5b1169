// `npm run check:mutants`: how strong are the checks of the exercises? Small mistakes are made in every correct solution, and
// the checks must refuse each of them.

import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { lessonsWithExercises } from '../../server/exercises/lessons-with-exercises.ts'
import { equivalent } from './equivalent.ts'
import { makeMutants } from './make-mutants.ts'
import { readCorrect } from './read-correct.ts'
import { judge, tableOf } from './report.ts'
import { type Checked, runMutants } from './run-mutants.ts'
import { sampleOf } from './sample.ts'

const help = `npm run check:mutants [-- <option>]     measures the checks of the exercises

  Makes small mistakes in every correct solution and runs the lesson's checks on each, as the workbook does. Passes
  when every correct solution passes, at least 95 % of the mistakes of each exercise are refused, and at most a tenth
  of them is declared to be none (scripts/mutants/equivalent.ts). A sample passes when 95 % of all it has are refused.
  --exercise <n>   only this exercise, "05"; may be given several times
  --sample <n>     only so many mistakes, drawn from all
  --seed <n>       draws the same sample again; 1 by default
  --at-once <n>    so many checks at the same time; by default as many as the machine has cores, at most 4
  --only <words>   only mistakes whose id contains these words
  --list           prints the mistakes and checks nothing
  --table <file>   writes the table into this Markdown file
  --verbose        prints what the checks say of each mistake
  --help           this text

A full run takes about half an hour on two cores. Ctrl-C stops it.
`

const root = process.cwd()
const flags = readFlags()
const stopped = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stopped.abort())
}

const lessons = lessonsWithExercises(root).filter(
  ({ number }) => !flags.exercise || flags.exercise.some((one) => Number(one) === number),
)
const mutants = lessons.flatMap(({ lesson, checks: names }) =>
  makeMutants({ root, lesson }).map((one) => ({ ...one, names })),
)
const correct = lessons.flatMap(({ lesson, checks: names }) =>
  readCorrect({ root, lesson }).map(({ label, files }) => ({
    ...{ lesson, names, files, kind: 'correct' },
    ...{ exercise: lesson.slice(0, 2), id: `${lesson.slice(0, 2)} ${label}` },
  })),
)
const wanted = mutants.filter(({ id }) => !flags.only || id.includes(flags.only))
const chosen = flags.sample
  ? sampleOf({
      from: wanted.filter(({ id }) => equivalent[id] === undefined),
      size: Number(flags.sample),
      seed: Number(flags.seed ?? 1),
    })
  : wanted

if (flags.list) {
  for (const { kind, id } of chosen) console.log(`${kind.padEnd(20)} ${id}`)
  process.exit(0)
}
const subjects = flags.sample || flags.only ? chosen : [...correct, ...chosen]
const results = new Map<string, Checked>()
const begun = performance.now()
await runMutants({
  subjects,
  root,
  atOnce: Number(flags['at-once'] ?? Math.min(4, availableParallelism())),
  signal: stopped.signal,
  log: () => {},
  onChecked(subject, checked) {
    results.set(subject.id, checked)
    const { mark, sentence } = judge(subject, checked)
    const at = `[${results.size}/${subjects.length}]`
    if (mark === '✗' || flags.verbose) {
      console.log(`${mark} ${at} ${subject.id}\n    ${sentence}`)
      if (flags.verbose) console.log(checked.message.replace(/^/gm, '      '))
    } else if (results.size % 20 === 0) console.log(`  ${at} ${subject.id.slice(0, 60)}`)
  },
})
if (stopped.signal.aborted) {
  console.log(`\nStopped after ${results.size} of ${subjects.length}.`)
  process.exit(130)
}
const seconds = Math.round((performance.now() - begun) / 1000)
const { text, faults } = tableOf({ subjects, results, whole: !flags.sample && !flags.only })
console.log(`\n${text}\n${subjects.length} checked in ${seconds} s.`)
for (const id of Object.keys(equivalent)) {
  const known = mutants.some((one) => one.id === id)
  const asked = lessons.some(({ lesson }) => id.startsWith(lesson.slice(0, 2)))
  if (asked && !known) faults.push(`equivalent.ts names a mutant that is not made: ${id}`)
}
for (const fault of faults) console.log(`✗ ${fault}`)
if (flags.table) writeFileSync(flags.table, text)
process.exit(faults.length > 0 ? 1 : 0)

function readFlags() {
  const options = {
    exercise: { type: 'string', multiple: true },
    sample: { type: 'string' },
    seed: { type: 'string' },
    'at-once': { type: 'string' },
    only: { type: 'string' },
    list: { type: 'boolean' },
    table: { type: 'string' },
    verbose: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const
  try {
    const { values } = parseArgs({ options })
    if (!values.help) return values
    process.stdout.write(help)
    process.exit(0)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${help}`)
    process.exit(1)
  }
}

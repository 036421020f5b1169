// `npm run exercise -- check 04`: the learner's own copy of an exercise, checked by the lesson's tests.
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runAsCommand } from './run-as-command.mjs'
import { root, setup } from './setup.mjs'

const exercises = readdirSync(join(root, 'lessons')).filter((name) =>
  existsSync(join(root, 'lessons', name, 'exercise')),
)

const help = `npm run exercise -- check <lesson>     checks your copy of a lesson's exercise

  <lesson> is its number or its folder's name: 4, 04 or 04-atomic-counter.
  Your copy is workspace/<lesson>/. It is made from the lesson's exercise/ when it is missing and never
  overwritten: to start again, move it away. The tests run on a real Valkey that comes with the run.
  The exit code is 0 when every check passes.

Exercises: ${exercises.join(', ') || 'none yet'}
`

const [command, wanted, ...rest] = process.argv.slice(2)
if (!command || command === '--help' || command === '-h') process.stdout.write(help)
else if (command !== 'check') refuse(`There is no command "${command}".`)
else if (!wanted) refuse('Which lesson? For example: npm run exercise -- check 04')
else if (rest.length > 0) refuse(`One lesson at a time, got also "${rest.join(' ')}".`)
else {
  const lesson = exercises.find((name) => name === wanted || isNumberOf(name, wanted))
  if (lesson) await runAsCommand((given) => check({ ...given, lesson }))
  else refuse(`There is no exercise "${wanted}".`)
}

function isNumberOf(lesson, wanted) {
  return /^\d+$/.test(wanted) && Number(wanted) === Number.parseInt(lesson, 10)
}

function refuse(sentence) {
  process.stderr.write(`${sentence}\n\n${help}`)
  process.exitCode = 1
}

async function check({ lesson, log, signal }) {
  await setup({ root, log, signal, valkey: false, build: false })
  copyOnce({ lesson, log })
  if ((await runTests({ lesson, signal })) === 0) {
    log(`\nAll checks pass on workspace/${lesson}/. Well done!`)
    return
  }
  log(`\nNot yet. Edit the files in workspace/${lesson}/ and run this again.`)
  process.exitCode = 1
}

function copyOnce({ lesson, log }) {
  const copy = join(root, 'workspace', lesson)
  if (existsSync(copy)) return log(`Checking your copy, workspace/${lesson}/`)
  try {
    mkdirSync(dirname(copy), { recursive: true })
    cpSync(join(root, 'lessons', lesson, 'exercise'), copy, { recursive: true })
  } catch (error) {
    const sentence = `The folder workspace/${lesson}/ cannot be made (${error.code ?? error.message}).`
    throw Object.assign(new Error(sentence), { expected: true })
  }
  log(`Made your copy, workspace/${lesson}/. It is incomplete on purpose: look for TODO in it.`)
}

/** Runs the lesson's tests with `./solution/` read from the copy. Resolves with the exit code. */
function runTests({ lesson, signal }) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const args = ['run', '--project', 'workspace', `lessons/${lesson}/`, '--reporter', 'verbose']
  const env = { ...process.env, LESSON_SUBJECT: 'workspace', TEST_QUICK: '1' }
  const child = spawn(process.execPath, [vitest, ...args], { cwd: root, env, stdio: 'inherit' })
  signal.addEventListener('abort', () => child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}

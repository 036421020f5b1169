import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

function run(script: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`scripts/${script}`, ...args], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

test.each([
  ['test.mjs', ['--al'], "Unknown option '--al'"],
  ['test.mjs', ['--all', '--quick'], '--all and --quick exclude each other'],
  ['test.mjs', ['web'], 'web'],
  ['exercise.mjs', ['check', '99'], 'There is no exercise "99".'],
  ['exercise.mjs', ['check'], 'Which lesson? For example: npm run exercise -- check 4'],
  ['exercise.mjs', ['begin', '04'], 'There is no command "begin".'],
  ['exercise.mjs', ['check', '4', '5'], 'One lesson at a time, got also "5".'],
  ['exercise.mjs', [], 'The keys need a terminal, and this is none.'],
  ['join.mjs', [], 'Which room? Copy the link from its page.'],
  ['join.mjs', ['http://127.0.0.1:1/join/#code=K7M4'], 'That is no link to join with'],
  ['new-lesson.mjs', [], 'What is its title?'],
  ['workshop.mjs', ['--max', '0'], '--max must be a whole number from 1 to 10000, got "0".'],
  ['workshop.mjs', ['--port', '70000'], '--port must be a whole number from 0 to 65535'],
  ['workshop.mjs', ['--rehearse', '1e3'], '--rehearse must be a whole number from 1 to 2000'],
  ['workshop.mjs', ['--host', 'laptop'], '--host must be an IP address of this machine'],
  ['workshop.mjs', ['--name', ' '], '--name must be 1 to 60 characters, got 1.'],
  ['workshop.mjs', ['--nope'], "Unknown option '--nope'"],
  ['workshop.mjs', ['start'], "Unexpected argument 'start'"],
  ['new-lesson.mjs', ['Two', 'words'], 'Put the title in quotes'],
  ['new-lesson.mjs', ['Keys', '--number', '0'], '--number must be a whole number'],
  ['nextjs.mjs', ['--al'], 'There is no option "--al"'],
  ['make-certificate.mjs', ['--new'], "Unknown option '--new'"],
  ['make-valkey-image.mjs', ['--tag'], "Unknown option '--tag'"],
])('%s %j is refused with a sentence and the help', (script, args, sentence) => {
  const { status, stdout, stderr } = run(script, ...args)
  expect(stderr).toContain(sentence)
  expect(stderr).not.toMatch(/^\s+at /m)
  expect(stdout).toBe('')
  // npm run exercise tells a wrong command from a check that failed, which is 1.
  expect(status).toBe(script === 'exercise.mjs' ? 64 : 1)
})

test.each([
  'test.mjs',
  'exercise.mjs',
  'new-lesson.mjs',
  'nextjs.mjs',
  'make-certificate.mjs',
  'make-valkey-image.mjs',
  'workshop.mjs',
  'join.mjs',
])('%s --help tells how it is used', (script) => {
  const { status, stdout } = run(script, '--help')
  expect(stdout).toMatch(/^(npm|node) /)
  expect(status).toBe(0)
})

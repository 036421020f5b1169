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
  ['exercise.mjs', ['check'], 'Which lesson? For example: npm run exercise -- check 04'],
  ['exercise.mjs', ['begin', '04'], 'There is no command "begin".'],
  ['exercise.mjs', ['check', '4', '5'], 'One lesson at a time, got also "5".'],
  ['exercise.mjs', [], 'The keys need a terminal, and this is none.'],
  ['new-lesson.mjs', [], 'What is its title?'],
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
  expect(status).toBe(1)
})

test.each([
  'test.mjs',
  'exercise.mjs',
  'new-lesson.mjs',
  'nextjs.mjs',
  'make-certificate.mjs',
  'make-valkey-image.mjs',
])('%s --help tells how it is used', (script) => {
  const { status, stdout } = run(script, '--help')
  expect(stdout).toMatch(/^(npm|node) /)
  expect(status).toBe(0)
})

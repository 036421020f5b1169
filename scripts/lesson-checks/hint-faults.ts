// What stands beside a lesson for those who do it and those who teach it: hints, and the instructor's notes.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readHints } from '../../server/exercises/hints.ts'
import { checkNames } from '../../server/exercises/lessons-with-exercises.ts'

const fewestHints = 2

/**
 * hints.md: `## Hint 1`, `## Hint 2 (a check's sentence; another's)` …, each with words under it, and one for each check. For
 * lessons with an exercise.
 */
export function hintFaults(folder: string): string[] {
  const file = join(folder, 'hints.md')
  if (!existsSync(file)) return ['hints.md is missing: an exercise has at least two hints']
  const sections = sectionsOf(readFileSync(file, 'utf8'))
  const faults = sections
    .map(({ title, text }, index) => {
      if (title.replace(/ \(.*\)$/, '') !== `Hint ${index + 1}`) {
        return `hints.md has the heading "${title}" where "Hint ${index + 1}" is expected`
      }
      return text === '' ? `hints.md has nothing under "${title}"` : undefined
    })
    .filter((fault) => fault !== undefined)
  const known = checksOf(folder)
  const hinted = readHints(readFileSync(file, 'utf8')).flatMap(({ checks }) => checks)
  for (const check of hinted.filter((check) => !known.includes(check))) {
    faults.push(`hints.md has a hint for the check "${check}", which checks.ts does not have`)
  }
  for (const check of known.filter((check) => !hinted.includes(check))) {
    faults.push(`hints.md has no hint for the check "${check}": name it behind the one that helps`)
  }
  if (sections.length < fewestHints) {
    faults.push(
      `hints.md has ${sections.length} hint${sections.length === 1 ? '' : 's'}; at least ${fewestHints} help one at a time`,
    )
  }
  return faults
}

/** instructor.md: minutes and what to say, what goes wrong, a question to check. */
export function instructorFaults(folder: string): string[] {
  const file = join(folder, 'instructor.md')
  if (!existsSync(file)) return ['instructor.md is missing']
  const text = readFileSync(file, 'utf8')
  const sections = sectionsOf(text)
  const faults: string[] = []
  if (!/^\*\*Time:\*\* .*\d/m.test(text)) {
    faults.push('instructor.md has no time: write "**Time:** 20 minutes …"')
  }
  if (!/^\| *Minutes *\|/m.test(text)) {
    faults.push('instructor.md has no table of minutes: | Minutes | What | Say |')
  }
  for (const title of ['What goes wrong', 'A question to check']) {
    if (!sections.some((section) => section.title === title && section.text !== '')) {
      faults.push(`instructor.md has no section "${title}", or nothing in it`)
    }
  }
  return faults
}

function checksOf(folder: string): string[] {
  const file = join(folder, 'checks.ts')
  return existsSync(file) ? checkNames(readFileSync(file, 'utf8')) : []
}

function sectionsOf(markdown: string): { title: string; text: string }[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [title = '', ...rest] = section.split('\n')
      return { title: title.trim(), text: rest.join('\n').trim() }
    })
}

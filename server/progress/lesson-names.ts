// A lesson's folder is its number and its words, "<number>-<words>". Renumbering changes the number only, so the words
// tell which lesson an earlier name means: a learner's copies, progress and bookmarks stay good.
import { existsSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { RequestHandler } from 'express'
import type { Progress } from './contract.ts'
import { mergeProgress } from './merge-progress.ts'

/** The folder names of the lessons in the checkout at `root`, in their order. */
export function lessonNames(root: string): string[] {
  const lessons = join(root, 'lessons')
  return existsSync(lessons)
    ? readdirSync(lessons)
        .filter((name) => numbered.test(name))
        .sort()
    : []
}

const numbered = /^\d\d-(?=.)/

/** Today's name of a lesson that may be called by an earlier one; the same name when no lesson has its words. */
export function currentName(name: string, lessons: readonly string[]): string {
  if (lessons.includes(name) || !numbered.test(name)) return name
  const words = name.replace(numbered, '')
  return lessons.find((lesson) => lesson.replace(numbered, '') === words) ?? name
}

/** Answers `/lessons/:lesson/` under an earlier name with today's address; `pages` is the folder of the built page. */
export function redirectEarlierNames(pages: string): RequestHandler<{ lesson: string }> {
  return function redirectEarlierName(req, res, next) {
    const current = currentName(req.params.lesson, lessonNames(pages))
    if (current === req.params.lesson) return next()
    const query = /\?.*$/.exec(req.originalUrl)?.[0] ?? ''
    res.redirect(`/lessons/${current}/${query}`)
  }
}

/** The same progress under today's names. What was noted under two names of a lesson becomes one. */
export function underCurrentNames(progress: Progress, lessons: readonly string[]): Progress {
  const renamed = Object.keys(progress.lessons).filter(
    (name) => currentName(name, lessons) !== name,
  )
  if (renamed.length === 0) return progress
  const kept = Object.entries(progress.lessons).filter(([name]) => !renamed.includes(name))
  let sum: Progress = { ...progress, lessons: Object.fromEntries(kept) }
  for (const [name, marks] of Object.entries(progress.lessons)) {
    if (!renamed.includes(name)) continue
    sum = mergeProgress(sum, { version: 1, lessons: { [currentName(name, lessons)]: marks } })
  }
  return sum
}

/**
 * Gives the learner's copies in `workspace`, and what resets saved of them, today's names. Where both names are taken
 * both copies stay.
 * @param log is told each rename, and each that was not possible
 */
export function renameCopies(
  workspace: string,
  lessons: readonly string[],
  log: (line: string) => void,
): void {
  for (const folder of [workspace, join(workspace, '.saved')]) {
    for (const name of namesIn(folder)) {
      const current = currentName(name, lessons)
      if (current === name) continue
      const [from, to] = [join(folder, name), join(folder, current)]
      if (existsSync(to)) {
        log(`${from} is a copy under an earlier name. It stays, because ${current} exists too.`)
        continue
      }
      try {
        renameSync(from, to)
        log(`The lesson ${name} is now ${current}: its copy is in ${to}.`)
      } catch (error) {
        log(`${from} cannot be renamed to ${current} (${error}). It stays; rename it yourself.`)
      }
    }
  }
}

/** Empty when it is not a folder that can be read: whatever needs the folder reports that. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

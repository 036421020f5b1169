// `npm run exercise`: one exercise on the screen, checked as its files are saved, and single keys for the rest.

import type { RunEvent } from '../../server/exercises/check-queue.ts'
import type { CheckRun } from '../../server/exercises/contract.ts'
import type { OpenExercises } from '../../server/exercises/exercises.ts'
import type { ExerciseLesson } from '../../server/exercises/lessons-with-exercises.ts'
import { openCurrentExercise } from './current-exercise.ts'
import { cliMessages as text } from './messages.ts'
import { openInEditor } from './open-in-editor.ts'
import { openScreen } from './open-screen.ts'
import { changesPage, hintPage, runPage, solutionPage } from './pages.ts'
import { createPaint, wrapText } from './paint.ts'
import type { View } from './screen.ts'
import { tellList } from './tell-list.ts'
import { verdictOf } from './tell-run.ts'
import { stillOpen, wayOn } from './way-on.ts'

type Page = 'run' | 'hint' | 'diff' | 'ask solution' | 'solution' | 'ask reset' | 'list'

/** Until q or Ctrl-C, or until `signal` aborts. Takes the terminal, and gives it back as it was. */
export async function watchMode({
  opened,
  from,
  manual,
  colours,
  signal,
}: {
  opened: OpenExercises
  /** The first unsolved one when it is not said. */
  from: ExerciseLesson | undefined
  manual: boolean
  colours: boolean
  signal: AbortSignal
}): Promise<void> {
  const { exercises, workspace } = opened
  const { lessons } = exercises
  const asked = lessons.find(({ lesson }) => lesson === from?.lesson)
  const first = asked ?? lessons[0]
  if (!first) return
  const paint = createPaint({ colours })
  let page: Page = 'run'
  let body: string[] = []
  let note = ''
  let hint = 0
  let read = new Set<number>()

  const leaving = new AbortController()
  const quit = () => leaving.abort()
  const over = new Promise<void>((resolve) => {
    for (const end of [signal, leaving.signal]) {
      end.addEventListener('abort', () => resolve(), { once: true })
    }
  })

  const current = openCurrentExercise({
    opened,
    first,
    follow: !manual,
    changed(event) {
      if (event) afterRun(event)
      screen.draw()
    },
  })
  const screen = openScreen({ view, onKey, paint })
  let fits = fittingHint(current.now().run)
  try {
    await enter(asked ?? (await current.toFirstUnsolved()))
    await over
  } finally {
    current.close()
    screen.close()
  }

  async function enter(lesson: ExerciseLesson): Promise<void> {
    hint = 0
    read = new Set()
    fits = fittingHint(exercises.last(lesson))
    show('run', [])
    const made = await tryTo(() => current.enter(lesson))
    if (made) say(text.made(workspace.nameOf(lesson.lesson)))
    screen.draw()
  }

  function afterRun(told: RunEvent): void {
    // Who saves while a hint or a diff is shown wants to see the verdict; but the first check begins by itself.
    if (told.event === 'checking' && current.now().run) {
      note = ''
      if (page === 'hint' || page === 'diff' || page === 'solution') show('run', [])
    }
    if (told.event !== 'result') return
    if (fittingHint(told.run) !== fits) hint = 0
    fits = fittingHint(told.run)
    if (page === 'run') screen.scroll(null)
    else say(text.behind(verdictOf(told.run)))
  }

  function onKey(key: string): void {
    note = ''
    void press(key).then(screen.draw)
  }

  async function press(key: string): Promise<void> {
    const { lesson } = current.now()
    const before = page
    const at = lessons.indexOf(lesson)
    const next = lessons[at + 1]
    const previous = lessons[at - 1]
    if (key === 'q' || key === 'quit') quit()
    else if (key === 'down' || key === 'j') screen.scroll(1)
    else if (key === 'up' || key === 'k') screen.scroll(-1)
    else if (key === 'space') screen.scroll(screen.atEnd() ? null : 10)
    else if (key === 'n') next ? await enter(next) : say(text.noNext)
    else if (key === 'p') previous ? await enter(previous) : say(text.noPrevious)
    else if (key === 'c') {
      show('run', [])
      const made = await tryTo(() => exercises.make(lesson))
      if (made !== undefined) void exercises.check(lesson)
    } else if (key === 'h') {
      if (before === 'hint') hint = (hint % lesson.hints.length) + 1
      else if (hint === 0) hint = fits ?? 1
      read.add(hint)
      show('hint', hintPage(lesson, hint, look()))
    } else if (key === 'd') show('diff', await changesPage(exercises, lesson, look()))
    else if (key === 's') await askSolution(lesson, before)
    else if (key === 'r') await askReset(lesson, before)
    else if (key === 'l') {
      await current.refresh()
      const { all } = current.now()
      const next = (number: number) => stillOpen(number, all)
      show('list', tellList(all, { paint, next, here: lesson.lesson }))
    } else if (key === 'o') {
      const { path, files } = await exercises.detail(lesson)
      const said = await openInEditor({ path, files, lend: screen.lend })
      if (said) say(said)
      else show('list', [...wrapText(text.openWith, screen.width()), '', path])
    } else show('run', [])
  }

  function say(sentence: string): void {
    note = sentence
  }

  function show(next: Page, lines: string[]): void {
    page = next
    body = lines
    screen.scroll(null)
  }

  async function askSolution(lesson: ExerciseLesson, before: Page): Promise<void> {
    if (before !== 'ask solution' && before !== 'solution') {
      return show('ask solution', wrapText(text.reallySolution, screen.width()))
    }
    show('solution', await solutionPage(exercises, lesson, look()))
  }

  async function askReset(lesson: ExerciseLesson, before: Page): Promise<void> {
    const folder = workspace.nameOf(lesson.lesson)
    if (before !== 'ask reset')
      return show('ask reset', wrapText(text.reallyReset(folder), screen.width()))
    const kept = await tryTo(() => current.reset())
    hint = 0
    show('run', [])
    if (kept === undefined) return
    say(text.resetDone(folder, kept))
    if (!manual) void exercises.check(lesson)
  }

  /** What the file system refuses is said, and the screen stays. */
  async function tryTo<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      say(error instanceof Error ? error.message : String(error))
      return undefined
    }
  }

  function view(): View {
    const now = current.now()
    const { lesson, checking, all } = now
    const folder = workspace.nameOf(lesson.lesson)
    const solved = all.filter((one) => one.solved).length
    const next = wayOn({ lesson, lessons, all })
    const hintBy = (number: number) => (read.has(number) ? text.hintReadKey : text.hintKey)
    const onRun = { folder, next, manual, hintBy, ...look() }
    return {
      title: text.title(lesson.number, lesson.title),
      aside: text.listTitle(solved, lessons.length).replace(/^.*· /, ''),
      body: page === 'run' ? runPage(now, onRun) : body,
      note: checking ? text.checking(folder) : note,
      keys: text.keys(manual),
    }
  }

  function look() {
    return { paint, width: screen.width() }
  }
}

function fittingHint(run: CheckRun | null): number | undefined {
  return run?.checks.find((check) => check.hint !== undefined)?.hint
}

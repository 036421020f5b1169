// `npm run exercise`: one exercise on the screen, checked as its files are saved, and single keys for the rest.
import { emitKeypressEvents } from 'node:readline'
import type { CheckRun, ExerciseSummary } from '../../server/exercises/contract.ts'
import { followCopy } from '../../server/exercises/follow-copy.ts'
import type { ExerciseLesson } from '../../server/exercises/lessons-with-exercises.ts'
import type { OpenExercises } from '../../server/exercises/open-exercises.ts'
import { cliMessages as text } from '../../web/messages/en/exercise-cli.ts'
import { findEditor, runEditor } from './open-in-editor.ts'
import { changesPage, hintPage, solutionPage } from './pages.ts'
import { createPaint, wrapText } from './paint.ts'
import { drawScreen } from './screen.ts'
import { takeTerminal } from './take-terminal.ts'
import { tellList } from './tell-list.ts'
import { tellRun } from './tell-run.ts'

type Page = 'run' | 'hint' | 'diff' | 'ask solution' | 'solution' | 'ask reset' | 'list'

type Key = { name?: string; ctrl?: boolean; sequence?: string }

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
  const paint = createPaint({ colours })
  const { stdin, stdout } = process
  let all: ExerciseSummary[] = []
  let lesson = lessons.find((one) => one.lesson === from?.lesson) ?? lessons[0]
  let page: Page = 'run'
  let body: string[] = []
  let note = ''
  let run: CheckRun | null = null
  let checking = false
  let warnings: string[] = []
  let hint = 0
  let offset = 0
  let furthest = 0
  let paused = false
  let unfollow = () => {}

  const leaving = new AbortController()
  const quit = () => leaving.abort()
  const over = new Promise<void>((resolve) => {
    for (const end of [signal, leaving.signal]) {
      end.addEventListener('abort', () => resolve(), { once: true })
    }
  })

  emitKeypressEvents(stdin)
  let giveBack = takeTerminal(process)
  stdin.on('keypress', onKey)
  stdout.on('resize', draw)
  const stopRuns = exercises.onRun((event) => {
    if (event.lesson !== lesson?.lesson) return
    checking = event.event === 'checking'
    if (event.event === 'result') {
      run = event.run
      if (page === 'run') offset = 0
      if (run.state === 'passed') void refresh()
    }
    draw()
  })
  try {
    if (!from) await toFirstUnsolved()
    await enter(lesson)
    await over
  } finally {
    unfollow()
    stopRuns()
    stdin.off('keypress', onKey)
    stdout.off('resize', draw)
    giveBack()
  }

  async function toFirstUnsolved(): Promise<void> {
    all = await exercises.list()
    const open = all.find((one) => !one.solved)
    lesson = lessons.find((one) => one.lesson === open?.lesson) ?? lesson
  }

  async function enter(next: ExerciseLesson | undefined): Promise<void> {
    if (!next) return
    unfollow()
    lesson = next
    page = 'run'
    body = []
    offset = hint = 0
    run = exercises.last(next)
    checking = false
    const made = await tryTo(() => exercises.make(next))
    if (made) note = text.made(workspace.nameOf(next.lesson))
    await refresh()
    if (manual) return
    unfollow = followCopy({
      exercises,
      lesson: next,
      folders: [workspace.pathOf(next.lesson), next.exercise],
      tell(event) {
        if (event.event === 'files') warnings = event.data.warnings
        if (event.event === 'progress') void refresh()
        if (event.event === 'files') draw()
      },
    })
  }

  async function refresh(): Promise<void> {
    all = await exercises.list()
    draw()
  }

  function onKey(_: string | undefined, key: Key): void {
    if (paused) return
    if (key.ctrl && (key.name === 'c' || key.name === 'd')) {
      quit()
      return
    }
    note = ''
    void press(key.name ?? key.sequence ?? '').then(draw)
  }

  async function press(key: string): Promise<void> {
    if (!lesson) return
    const before = page
    const at = lessons.indexOf(lesson)
    if (key === 'q') quit()
    else if (key === 'down' || key === 'j') offset = Math.min(offset + 1, furthest)
    else if (key === 'up' || key === 'k') offset = Math.max(offset - 1, 0)
    else if (key === 'space') offset = offset < furthest ? Math.min(offset + 10, furthest) : 0
    else if (key === 'n') at + 1 < lessons.length ? await enter(lessons[at + 1]) : say(text.noNext)
    else if (key === 'p') at > 0 ? await enter(lessons[at - 1]) : say(text.noPrevious)
    else if (key === 'c') {
      show('run', [])
      await tryTo(() => exercises.make(lesson as ExerciseLesson))
      void exercises.check(lesson)
    } else if (key === 'h') {
      const { hints } = lesson
      const fits = run?.checks.find((check) => check.hint !== undefined)?.hint ?? 1
      hint = before === 'hint' ? Math.min(hint + 1, hints.length) : hint === 0 ? fits : hint
      show('hint', hintPage(lesson, hint, { paint, width: width() }))
    } else if (key === 'd') show('diff', await changesPage(exercises, lesson, paint))
    else if (key === 's') await askSolution(before)
    else if (key === 'r') await askReset(before)
    else if (key === 'l') {
      all = await exercises.list()
      show('list', tellList(all, { paint, next: openByKey, here: lesson.lesson }))
    } else if (key === 'o') await openFiles()
    else show('run', [])
  }

  function openByKey(number: number): string {
    const open = all.find((one) => one.number === number)
    return open ? text.stillOpen(text.title(open.number, open.title)) : ''
  }

  function nextByKey(current: ExerciseLesson): string {
    const next = lessons[lessons.indexOf(current) + 1]
    if (next) return text.nextByKey(text.title(next.number, next.title))
    const open = all.find((one) => !one.solved)
    return open ? openByKey(open.number) : text.allSolved
  }

  function say(sentence: string): void {
    note = sentence
  }

  function show(next: Page, lines: string[]): void {
    page = next
    body = lines
    offset = 0
  }

  async function askSolution(before: Page): Promise<void> {
    if (!lesson) return
    if (before !== 'ask solution' && before !== 'solution') {
      return show('ask solution', wrapText(text.reallySolution, width()))
    }
    show('solution', await solutionPage(exercises, lesson, paint))
  }

  async function askReset(before: Page): Promise<void> {
    if (!lesson) return
    const one = lesson
    const folder = workspace.nameOf(one.lesson)
    if (before !== 'ask reset')
      return show('ask reset', wrapText(text.reallyReset(folder), width()))
    const kept = await tryTo(() => exercises.reset(one))
    if (kept !== undefined) say(text.resetDone(folder, kept))
    run = null
    hint = 0
    show('run', [])
    if (manual) return
    void exercises.check(one)
  }

  async function openFiles(): Promise<void> {
    if (!lesson) return
    const { path, files } = await exercises.detail(lesson)
    const editor = findEditor(process.env)
    if (!editor) return show('list', [...wrapText(text.openWith, width()), '', path])
    giveBack()
    paused = true
    try {
      await runEditor(
        editor,
        files.map(({ name }) => `${path}/${name}`),
      )
      say(text.opened(editor.command))
    } catch (error) {
      say(text.notOpened(editor.command, error instanceof Error ? error.message : String(error)))
    } finally {
      paused = false
      giveBack = takeTerminal(process)
    }
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

  function draw(): void {
    if (paused || !lesson || leaving.signal.aborted || signal.aborted) return
    const { number, title } = lesson
    const solved = all.filter((one) => one.solved).length
    const view = {
      title: text.title(number, title),
      aside: text.listTitle(solved, lessons.length).replace(/^.*· /, ''),
      body: page === 'run' ? runLines(lesson) : body,
      note: checking ? text.checking(workspace.nameOf(lesson.lesson)) : note,
      keys: text.keys(manual),
    }
    const size = { columns: stdout.columns ?? 80, rows: stdout.rows ?? 24 }
    const drawn = drawScreen(view, size, { offset, paint })
    furthest = drawn.furthest
    // Line by line over what is there, and what is left below is wiped: nothing flickers.
    stdout.write(`\x1b[H${drawn.lines.map((line) => `${line}\x1b[K`).join('\n')}\x1b[J`)
  }

  function runLines(current: ExerciseLesson): string[] {
    const columns = width()
    const name = workspace.nameOf(current.lesson)
    const warned = warnings
      .filter((one) => !run?.message?.includes(one))
      .flatMap((one) => [...wrapText(one, columns).map(paint.note), ''])
    if (!run) {
      const edit = manual ? text.editManual(name) : text.editBeside(name)
      return [...warned, text.never, '', ...wrapText(edit, columns)]
    }
    const told = tellRun(run, { paint, width: columns, hintBy: () => text.hintKey })
    const next = run.state === 'passed' ? [nextByKey(current)] : []
    return [...warned, ...told, ...next]
  }

  function width(): number {
    return Math.max(40, (stdout.columns ?? 80) - 2)
  }
}

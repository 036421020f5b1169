// What a reader can do from anywhere: the palette lists it, keys run it.
import { lessons } from 'virtual:lessons'
import { useMemo } from 'react'
import { useLocation } from 'wouter'
import { useDialogs } from '../../core/dialogs.ts'
import { changeSetting } from '../../core/page-settings.ts'
import { glossaryPath, labsPath, lessonPath, playgroundPath, startPath } from '../../core/routes.ts'
import { drawer } from '../../exercises/drawer.ts'
import { hasExercise } from '../../exercises/exercise-list.ts'
import { usePlayground } from '../../live/useLive.ts'
import { lastPlace } from '../../progress/progress-state.ts'
import { useProgressStore } from '../../progress/useProgress.ts'
import type { Page } from '../page.ts'
import type { CommandName } from './shortcuts.ts'

export const burstSize = 10

/** Runs commands; `can` says which make sense on this page. */
export type Commands = {
  run(command: CommandName): void
  can(command: CommandName): boolean
  /** Goes to an address of the workbook, with its #fragment. */
  go(path: string): void
}

export function useCommands(page: Page): Commands {
  const [, navigate] = useLocation()
  const { send } = usePlayground()
  const dialogs = useDialogs()
  const progress = useProgressStore()

  return useMemo(() => {
    const go = (path: string) => {
      const [pathname, fragment] = path.split('#')
      // On the page that is open the browser itself goes to a part of it.
      if (fragment !== undefined && pathname === page.path) window.location.hash = fragment
      else navigate(path)
    }
    const at = page.kind === 'lesson' ? lessons.indexOf(page.lesson) : -1
    const neighbour = (step: number) => (at === -1 ? undefined : lessons[at + step])
    const actions: Record<CommandName, () => void> = {
      palette: () => dialogs.open('palette'),
      help: () => dialogs.open('shortcuts'),
      progress: () => dialogs.open('progress'),
      start: () => go(startPath),
      lessons: () => go(placeLeft(lastPlace(progress.read().progress))),
      playground: () => go(playgroundPath),
      glossary: () => go(glossaryPath),
      labs: () => go(labsPath),
      next: () => goTo(neighbour(1)),
      previous: () => goTo(neighbour(-1)),
      send: () => void send(1),
      burst: () => void send(burstSize),
      theme: () => changeSetting('theme', isDark() ? 'light' : 'dark'),
      tree: () => fold('tree'),
      live: () => fold('live'),
      exercise() {
        if (page.kind !== 'lesson') return
        const { folder } = page.lesson
        if (drawer.isOpen(folder)) drawer.close()
        else drawer.open(folder)
      },
    }
    const goTo = (lesson: (typeof lessons)[number] | undefined) => {
      if (lesson) go(lessonPath(lesson))
    }
    return {
      go,
      run: (command) => actions[command](),
      can(command) {
        if (command === 'next') return neighbour(1) !== undefined
        if (command === 'previous') return neighbour(-1) !== undefined
        if (command === 'exercise') {
          return page.kind === 'lesson' && hasExercise(page.lesson.folder)
        }
        if (command === 'tree' || command === 'live') return page.kind === 'lesson'
        return true
      },
    }
  }, [page, navigate, send, dialogs, progress])
}

/** The address of where somebody left off; the first lesson for who has not begun. */
export function placeLeft(place: { lesson: string; section: string | null } | null): string {
  const lesson = lessons.find(({ folder }) => folder === place?.lesson)
  if (!lesson) return lessons[0] ? lessonPath(lessons[0]) : startPath
  const section = lesson.sections.find(({ id }) => id === place?.section)
  return lessonPath(lesson) + (section ? `#${section.id}` : '')
}

function fold(column: 'tree' | 'live'): void {
  const folded = document.documentElement.dataset[column] === 'folded'
  changeSetting(column, folded ? undefined : 'folded')
}

function isDark(): boolean {
  const { theme } = document.documentElement.dataset
  if (theme !== undefined) return theme === 'dark'
  return window.matchMedia('(prefers-color-scheme: dark)').matches
}

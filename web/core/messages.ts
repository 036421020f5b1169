// Texts that several features share.
import type { LessonMeta } from './lesson-meta.ts'

export const messages = {
  shell: {
    title: 'Valkey Rate Limiter Workbook',
    start: 'Start',
    lessons: 'Lessons',
    playground: 'Playground',
    mainNavigation: 'Workbook',
    skip: 'Skip to the text',
    loading: 'Loading the page',
    search: 'Search and commands',
    shortcuts: 'Keyboard shortcuts',
    page: 'This page',
    live: 'The live part',
    notLoaded: 'Not loaded',
    notShown: 'Not shown',
    notLoadedWhy:
      'This part of the page could not be loaded: the workbook’s server does not answer. Is it still running in its terminal?',
    fold: {
      tree: { fold: 'Fold the lessons away', unfold: 'Show the lessons' },
      live: { fold: 'Fold the live part away', unfold: 'Show the live part' },
    },
    theme: {
      legend: 'Colours',
      system: 'As the system has it',
      light: 'Light',
      dark: 'Dark',
    },
  },
  lesson: {
    named: ({ number, title }: Pick<LessonMeta, 'number' | 'title'>) => `${number} · ${title}`,
    numbered: (number: number) => `Lesson ${number}`,
    breadcrumb: 'Where you are',
    minutes: (count: number) => `About ${count} minutes`,
    minutesShort: (count: number) => `${count} min`,
    objectives: 'After this lesson you can',
    nextAndPrevious: 'Next and previous lesson',
    next: 'Next',
    previous: 'Previous',
    table: 'Table',
  },
  commands: {
    exercise: 'npm run exercise',
    workshop: 'npm run workshop',
    check: (number: string) => `npm run exercise -- check ${number}`,
    del: (key: string) => `npm run valkey-cli -- DEL ${key}`,
    expire: (key: string) => `npm run valkey-cli -- EXPIRE ${key} 5`,
    persist: (key: string) => `npm run valkey-cli -- PERSIST ${key}`,
  },
}

// Every text of the page, in English. Lessons are texts of their own, in lessons/.

import { shellMessages } from '../app/messages.ts'
import { glossaryMessages } from '../course/glossary/messages.ts'
import { readingMessages } from '../course/messages.ts'
import { editorMessages } from '../editor/messages.ts'
import { taskMessages } from '../exercises/task-messages.ts'
import { labsMessages } from '../labs/messages.ts'
import { liveMessages } from '../live/messages.ts'
import type { Tally } from '../live/tally.ts'
import { inspectorMessages } from '../playground/inspector/messages.ts'
import { progressMessages } from '../progress/messages.ts'
import { seconds } from '../ui/amounts.ts'
import type { LessonMeta } from './lesson-meta.ts'

export const messages = {
  inspector: inspectorMessages,
  seconds,
  ...shellMessages,
  ...liveMessages,
  ...taskMessages,
  editor: editorMessages,
  labs: labsMessages,
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
  moreWays: {
    open: 'More ways to send',
    loading: 'Loading …',
    failed: 'It could not be loaded. Reload the page.',
  },
  request: {
    send: 'Send',
    burst: (count: number) => `Burst of ${count}`,
    tryAgainIn: (left: number) => `Try again in ${seconds(left)}`,
  },
  playground: {
    title: 'Playground',
    description: 'Send real requests to a rate-limited endpoint and watch its keys in Valkey.',
    lead: 'The limiter of the lessons, with room: what you send, what comes back, and what Valkey holds.',
    compose: 'Send',
    keys: 'Keys in Valkey',
  },
  commands: {
    exercise: 'npm run exercise',
    workshop: 'npm run workshop',
    check: (number: string) => `npm run exercise -- check ${number}`,
    del: (key: string) => `npm run valkey-cli -- DEL ${key}`,
    expire: (key: string) => `npm run valkey-cli -- EXPIRE ${key} 5`,
    persist: (key: string) => `npm run valkey-cli -- PERSIST ${key}`,
  },
  code: {
    copy: 'copy',
    copied: 'copied',
    refused: 'select it to copy',
    copyOf: (what: string) => `Copy ${what}`,
    listing: (what: string) => `Code: ${what}`,
    languages: {
      sh: 'terminal',
      console: 'terminal',
      http: 'HTTP',
      json: 'JSON',
      text: 'text',
    } as Record<string, string>,
  },
  aside: { note: 'Note', warning: 'Careful', wrong: 'What goes wrong' },
  recap: 'To remember',
  glossary: glossaryMessages,
  progress: progressMessages,
  reading: readingMessages,
  tried: ({ allowed, rejected, failed, reason }: Tally) =>
    [
      allowed > 0 && `${allowed} × 200`,
      rejected > 0 && `${rejected} × 429`,
      failed > 0 && `${failed} without a count (${reason})`,
    ]
      .filter(Boolean)
      .join(', '),
}

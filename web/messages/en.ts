// Every text of the page, in English. Lessons are texts of their own, in lessons/.
import type { ValkeyStatus } from '../../server/valkey/contract.ts'
import type { Tally } from '../lessons/tally.ts'
import type { LessonMeta } from '../mdx/lesson-meta.ts'
import type { CounterView } from '../playground/counter-view.ts'
import { editorMessages } from './en/editor.ts'
import { glossaryMessages } from './en/glossary.ts'
import { inspectorMessages } from './en/inspector.ts'
import { labsMessages } from './en/labs.ts'
import { progressMessages } from './en/progress.ts'
import { readingMessages } from './en/reading.ts'

const requests = (count: number) => (count === 1 ? '1 request' : `${count} requests`)
const seconds = (count: number) => `${count} s`

export const messages = {
  inspector: inspectorMessages,
  seconds,
  shell: {
    title: 'Valkey Rate Limiter Workbook',
    start: 'Start',
    lessons: 'Lessons',
    playground: 'Playground',
    mainNavigation: 'Workbook',
    skip: 'Skip to the text',
    loading: 'Loading the page',
    close: 'Close',
    search: 'Search and commands',
    shortcuts: 'Keyboard shortcuts',
    notLoaded: 'Not loaded',
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
  start: {
    description:
      'Build an API rate limiter with Valkey in step-by-step lessons, and watch a real one count your requests.',
    sentence: 'Build an API rate limiter with Valkey, and watch a real one count.',
    figureTitle: 'Try it: this limiter is running now',
    figureHint: (limit: number | null) =>
      limit === null
        ? 'Each click is a real HTTP request, counted in a real Valkey. Send until you are refused.'
        : `Each click is a real HTTP request, counted in a real Valkey. Send ${limit}, then one more: that one gets a 429.`,
    continueWith: (lesson: string) => `Continue: ${lesson}`,
    nextIs: (lesson: string) => `Next: ${lesson}`,
    at: (section: string) => `You were at “${section}”.`,
    doorsLabel: 'Three ways to use the workbook',
    doors: {
      follow: {
        title: 'Follow the lessons',
        text: 'Read, predict, run. The live part beside the text shows what Valkey really holds.',
      },
      exercises: {
        title: 'Do the exercises',
        text: 'Most lessons end with one: finish the code, and checks on a real Valkey tell you how it went.',
        first: (lesson: number) => `The first is at the end of lesson ${lesson}`,
        inTerminal: 'Or all of them, one after the other, in a terminal:',
      },
      room: {
        title: 'Teach a room',
        text: 'One link for a class on your network, and a board that shows who is where and who is stuck. It begins in a terminal:',
      },
    },
  },
  editor: editorMessages,
  labs: labsMessages,
  missing: {
    title: 'There is no such page',
    text: 'Nothing is kept at this address. These pages exist:',
    toStart: 'The start page',
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
  live: {
    title: 'Live',
    needsJavaScript:
      'The live part needs JavaScript, which is off here. The text reads fully without it.',
    pull: 'The whole live part:',
    sections: { timeline: 'Timeline', console: 'Console', mine: 'Whose limiter answers' },
    /** The narrow bar: "3 of 5 · 41 s". */
    short: ({ trusted, policy, count, over }: CounterView, left: number | null) => {
      if (!trusted) return 'not live'
      if (!policy) return 'nothing counted yet'
      // Over the limit the button beside it says the seconds.
      if (over > 0) return `${policy.limit} of ${policy.limit} +${over}`
      const used = `${count} of ${policy.limit}`
      return left === null ? used : `${used} · ${seconds(left)}`
    },
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
  counter: {
    you: 'you',
    keyUnknown: 'rate:…',
    ofLimit: (limit: number) => `of ${limit}`,
    over: (count: number) => `${count} more rejected`,
    mine: (number: number) => `my limiter · lesson ${number}`,
    counted: (count: number) =>
      `${count} counted. Of how many, the next answer says in RateLimit-Policy.`,
    used: (count: number, limit: number) =>
      count > limit
        ? `${limit} of ${limit} used, ${count - limit} more rejected`
        : `${count} of ${limit} used`,
    policy: (limit: number, windowSeconds: number) => `${requests(limit)} per ${windowSeconds} s`,
    resetsIn: (left: number) => `resets in ${seconds(left)}`,
    resetsNow: 'resets now',
    nothingYet: 'Nothing counted yet: send a request.',
    notHeardYet: 'Waiting for the first numbers …',
    lastKnown: 'last known numbers',
    stuck:
      'No expiry (PTTL is -1): nothing will ever reset this counter by itself. A limiter that does not repair it blocks this client for ever.',
    problem: (words: string) =>
      `This key is no counter. ${words.replace(/[.]?$/, '.')} Delete it to count again:`,
  },
  connection: {
    connecting: 'connecting',
    live: 'connected',
    lost: 'lost',
    down: 'Valkey down',
    lostSince: (time: string) =>
      `The workbook’s server has not been reached since ${time}. The numbers below are the last known ones. It is tried again by itself.`,
    tryNow: 'Try now',
    valkeyDown: (cause: string, time: string) =>
      `Valkey has not answered since ${time}. ${cause} Requests get a 503 until it is back; the text still reads.`,
    valkeyUnknown: 'Which Valkey this is, is not known at the moment.',
    valkeyUnreachable: (where: string) => `Valkey is not reachable: ${where}.`,
    connectedTo: ({ version, where, tls }: ValkeyStatus) =>
      `Connected to Valkey ${version ?? '(version unknown)'}: ${where}${tls ? ', over TLS' : ''}.`,
  },
  announce: {
    lost: 'The connection is lost. The numbers are the last known ones.',
    valkeyDown: 'Valkey is down.',
    limited: (used: string) => `${used}. Requests are refused until the window ends.`,
  },
  responses: {
    title: 'Responses',
    noAnswer: 'no answer',
    duration: (ms: number) => `${ms.toFixed(1)} ms`,
    otherHeaders: 'All other headers',
    failed: (reason: string) => `The request got no usable answer: ${reason}.`,
    mine: 'mine',
    mineSpoken: 'answered by my limiter',
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
  predict: {
    title: 'Predict, then run',
    run: 'Run it',
    runFresh: 'Run it in a fresh window',
    runAnyway: 'Run it now anyway',
    again: 'Predict again',
    running: 'Running …',
    notFresh: (count: number, left: number | null, waiting: boolean) => {
      const stands = `The counter stands at ${count}, so this window is not fresh.`
      if (left === null) return `${stands} It has no expiry either: delete the key first.`
      if (waiting) return `Waiting for a fresh window: it runs in ${seconds(left)}.`
      return `${stands} The next one begins in ${seconds(left)}.`
    },
    right: 'As you said.',
    wrong: 'Not quite.',
    measured: (predicted: number, measured: number, what: 'allowed' | 'rejected') =>
      `You predicted ${predicted}; ${measured} ${measured === 1 ? 'request' : 'requests'} really got ${what === 'allowed' ? '200' : '429'}.`,
    unmeasured: (failed: number, reason: string) =>
      `No verdict: ${requests(failed)} got no countable answer (${reason}). Try again once the live part is live.`,
  },
  glossary: glossaryMessages,
  progress: progressMessages,
  reading: readingMessages,
  quiz: {
    check: 'Check my answer',
    right: 'Right.',
    wrong: 'Not quite.',
    answered: 'You have answered this one rightly before.',
  },
  exercise: {
    title: (number: number) => `Exercise ${number}`,
    begin: 'Begin the exercise',
    goOn: {
      none: 'Go on with the exercise',
      begun: 'Go on with the exercise',
      passed: 'Look at it again',
    },
    next: (title: string) => `Next: ${title}`,
    look: 'Open the exercise',
    close: 'Close the exercise',
    states: { none: 'not begun', begun: 'begun', passed: 'passed' },
    here: 'Edit and check it here, or in your own editor: both show the same files.',
    inTerminal: 'Or from a terminal',
    notLoaded:
      'The exercise could not be opened: the workbook’s server does not answer. Is it still running in its terminal?',
    how: 'In a terminal, in the workbook’s folder:',
    files: (lesson: string) =>
      `The first run makes your own copy in workspace/${lesson}/ and never overwrites it. Edit it in your editor, then run the command again:`,
    incomplete: 'The code is meant to be incomplete at first, so the first check fails.',
  },
  tried: ({ allowed, rejected, failed, reason }: Tally) =>
    [
      allowed > 0 && `${allowed} × 200`,
      rejected > 0 && `${rejected} × 429`,
      failed > 0 && `${failed} without a count (${reason})`,
    ]
      .filter(Boolean)
      .join(', '),
}

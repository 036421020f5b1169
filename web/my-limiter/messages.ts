// Texts of the switch between the workbook's limiter and the learner's own.
import type { ConsoleLine, Crash, LiveLesson } from '../../server/my-limiter/contract.ts'

export const myLimiterMessages = {
  legend: 'GET /api/saka is answered by',
  workbook: 'The workbook’s',
  mine: 'My limiter',
  notHere: 'GET /api/saka is answered by the workbook’s limiter. Yours cannot take its place here.',
  exercise: 'The exercise',
  option: ({ number, made }: LiveLesson, title: string) =>
    `${number} · ${title}${made ? '' : ' (not begun)'}`,
  beginIt: (lesson: number) => `Begin exercise ${lesson} at the end of its lesson`,
  offNotBegun:
    'Begin an exercise, then choose My limiter: from then on your own code answers this page, curl and everybody else.',
  off: 'Choose My limiter: from then on your own code answers this page, curl and everybody else.',
  letIt: 'Let my limiter answer',
  letItMeans:
    'In the playground your own code then answers each request, in place of the workbook’s',
  starting: 'Starting …',
  live: (because: 'chosen' | 'saved', ms: number) =>
    because === 'saved'
      ? `Live: restarted after your save in ${ms} ms.`
      : `Live: started in ${ms} ms. It restarts each time you save.`,
  crashed: {
    missing: 'Not begun',
    syntax: 'It cannot be read',
    shape: 'It has another form',
    exception: 'An exception',
    rejection: 'An unhandled rejection',
    loop: 'An endless loop',
    memory: 'Out of memory',
    exit: 'It ended itself',
    stalled: 'It held Valkey up',
    infrastructure: 'It could not be started',
  } satisfies Record<Crash['kind'], string>,
  at: ({ file, line, column }: NonNullable<Crash['at']>) =>
    column === undefined ? `${file}, line ${line}` : `${file}, line ${line}, column ${column}`,
  afterCrash: 'Save a change and it starts again.',
  again: 'Start it again',
  refused: (reason: string) => `The choice was not made: ${reason}`,
  console: 'Its console',
  consoleOf: (lesson: number, now: boolean) =>
    now ? `Exercise ${lesson}, which runs now` : `Exercise ${lesson}, earlier`,
  consoleEmpty: 'What your code prints appears here.',
  from: {
    out: '',
    error: 'error: ',
    workbook: 'workbook: ',
    valkey: 'Valkey answered: ',
  } satisfies Record<ConsoleLine['from'], string>,
}

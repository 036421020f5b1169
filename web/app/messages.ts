export const startMessages = {
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
}

export const missingMessages = {
  title: 'There is no such page',
  text: 'Nothing is kept at this address. These pages exist:',
  toStart: 'The start page',
}

/** Loaded with the dialog. */
export const reportMessages = {
  title: 'Report a mistake',
  hint: 'Nothing is sent. Write what is wrong, copy the report, and give it to whoever you have the workbook from.',
  hintWithLink: 'Write what is wrong, copy the report, and paste it where mistakes are collected.',
  what: 'What is wrong, and what did you expect?',
  report: 'The report',
  copy: 'Copy the report',
  link: 'Where mistakes are collected',
  text: (about: {
    lesson: string
    section: string | null
    version: string
    browser: string
    what: string
  }) =>
    [
      `Lesson: ${about.lesson}`,
      `Section: ${about.section ?? '(the beginning)'}`,
      `Workbook: ${about.version}`,
      `Browser: ${about.browser}`,
      '',
      about.what.trim() || '(what is wrong)',
    ].join('\n'),
}

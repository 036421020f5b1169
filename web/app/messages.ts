// Around every page, and on the start page.
export const shellMessages = {
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
  missing: {
    title: 'There is no such page',
    text: 'Nothing is kept at this address. These pages exist:',
    toStart: 'The start page',
  },
}

// Texts of `npm run exercise`, the exercises on the command line. The page never loads them.

const checks = (count: number) => (count === 1 ? '1 check' : `${count} checks`)
const exercise = (arguments_: string) => `npm run exercise -- ${arguments_}`

export const cliMessages = {
  help: `npm run exercise                       the exercises one after the other: checks what you save, single keys do the rest
npm run exercise -- <lesson>           the same, from this lesson on
npm run exercise -- --manual           the same, and checks only when you press c

npm run exercise -- list               which exercises there are, and how far you are
npm run exercise -- check <lesson>     checks your copy; makes it first when there is none
npm run exercise -- hint <lesson> [n]  the first hint, or the n-th
npm run exercise -- diff <lesson>      what you have changed; with --solution, what the solution has otherwise
npm run exercise -- solution <lesson>  the solution
npm run exercise -- reset <lesson>     starts one over, or "all" of them; keeps your old copy in workspace/.saved/
npm run exercise -- progress           what you have solved, and when

  <lesson> is its number or its folder's name: 4, 04 or 04-atomic-counter.
  --json   the answer as JSON, for list, check, hint, diff, solution, reset and progress
           npm run prints two lines of its own first: write npm run -s exercise -- check 4 --json
  --yes    resets without asking

  Your copies are in workspace/ and never overwritten. Checks run on a real Valkey that comes with them.

  Exit codes:
    0   done; for check, all checks pass
    1   a check fails; or you answered no, so nothing was done
    2   it could not be done here: no Valkey, a full disk, no right to write
    3   inconclusive: this machine is too busy to tell
    64  the command was wrong: no such command, lesson, hint or option
`,
  noCommand: (word: string) => `There is no command "${word}".`,
  noExercise: (word: string) => `There is no exercise "${word}".`,
  whichLesson: (command: string) => `Which lesson? For example: ${exercise(`${command} 4`)}`,
  oneLesson: (rest: string) => `One lesson at a time, got also "${rest}".`,
  noHint: (number: string, lesson: number, hints: number) =>
    `Exercise ${lesson} has the hints 1 to ${hints}, got "${number}".`,
  needsTerminal: `The keys need a terminal, and this is none. Use a command, for example ${exercise('check 4')}`,

  made: (folder: string) => `Made your copy, ${folder}/. It is incomplete on purpose.`,
  checking: (folder: string) => `Checking ${folder}/ …`,
  notBegun: (folder: string) =>
    `${folder}/ is not there yet, so nothing is changed. A check makes it.`,

  listTitle: (solved: number, all: number) => `Exercises · ${solved} of ${all} solved`,
  state: { solved: 'solved', begun: 'begun', open: '' },
  listNext: (number: number) => `Next: ${exercise(`check ${number}`)}`,
  allSolved: 'You have solved them all.',
  whatIsLeft: (lesson: string) =>
    `What is left: the summary at the end of the course, and another right way to compare with, in lessons/${lesson}/solution-2/.`,
  canAnswer:
    'Your code can answer real requests now: in the playground of npm start, choose "My limiter".',
  solvedAt: (at: string) => `solved ${at.slice(0, 10)}`,

  title: (number: number, title: string) => `Exercise ${number} · ${title}`,
  passed: (count: number) => (count === 1 ? '1 check holds' : `${count} checks hold`),
  notRun: (count: number) => `${checks(count)} not run`,
  expected: 'expected',
  received: 'got',
  times: (count: number, value: string) => `${count} times ${value}`,
  asAbove: 'The same as above.',
  hintFits: (hint: number, key: string) => `hint ${hint} fits: ${key}`,
  todoAt: (file: string, lines: number[]) => `TODO  ${file}:${lines.join(', ')}`,
  hintKey: 'press h',
  hintReadKey: 'you have read it; h shows it again',
  hintCommand: (lesson: number, hint: number) => exercise(`hint ${lesson} ${hint}`),
  verdict: {
    passed: (count: number, seconds: string) =>
      `All ${checks(count)} hold (${seconds} s). Well done!`,
    wrong: (seconds: string) => `Not yet (${seconds} s).`,
    stuck: (seconds: string) => `Stuck (${seconds} s).`,
    infrastructure: (seconds: string) =>
      `It could not be checked (${seconds} s). That is not your doing.`,
    inconclusive: (seconds: string) =>
      `Inconclusive: this machine is too busy (${seconds} s). That says nothing about your code.`,
  },
  stateOf: {
    passed: 'pass',
    wrong: 'wrong',
    stuck: 'stuck',
    infrastructure: 'not your doing',
    inconclusive: 'inconclusive',
    'not run': 'not run',
  },
  console: 'Your code wrote:',
  typesOnly: 'The checks hold all the same, but TypeScript complains:',
  nextByKey: (title: string) => `Press n for ${title}.`,
  stillOpen: (title: string) => `Still to solve: ${title}.`,
  nextByCommand: (number: number) => `Next: ${exercise(`check ${number}`)}`,
  again: (folder: string) => `Edit the files in ${folder}/ and check again.`,
  editBeside: (folder: string) =>
    `Edit ${folder}/ in your own editor; it is checked when you save.`,
  editManual: (folder: string) => `Edit ${folder}/ in your own editor, then press c.`,
  never: 'Not checked yet.',

  hintTitle: (number: number, of: number) => `Hint ${number} of ${of}`,
  hintMore: (command: string) => `Another one: ${command}`,
  hintMoreKey: 'Press h for another one.',
  hintLast: 'That was the last one.',
  hintLastKey: 'That was the last one. Press h for the first.',

  noChange: 'You have changed nothing yet.',
  noDifference: 'Your files and the solution are the same.',
  changed: 'What you have changed: - is the exercise, + is yours.',
  toSolution: 'From yours to the solution: - is yours, + is the solution.',
  fromExercise: 'The solution itself: - is the exercise, + is the solution.',
  reallySolution: 'This shows the solution. Press s again to see it, Enter to go on without.',

  reallyReset: (folder: string) =>
    `Start ${folder}/ over? Your copy is kept in .saved/ beside it. Press r again to do so, Enter to keep it.`,
  askReset: (folders: string) =>
    `Start over ${folders}? Your copies are kept in .saved/ beside them. Type "yes" to do so: `,
  resetNeedsYes:
    'A reset asks first, and here is no terminal to ask in. Add --yes when that is what you want.',
  resetNot: 'Nothing was reset.',
  resetNone: 'There is nothing to reset: no copy was made yet.',
  resetDone: (folder: string, kept: string | null) =>
    kept === null
      ? `${folder}/ was not there; now it is.`
      : `${folder}/ begins anew. Your old copy is in ${kept}/.`,

  behind: (verdict: string) => `${verdict} Press Enter to see more.`,
  keys: (manual: boolean) =>
    `n next  p previous  h hint  c check  d diff  s solution  r reset  l list  o open  Enter result  q quit${manual ? '  (manual)' : ''}`,
  noNext: 'This is the last one.',
  noPrevious: 'This is the first one.',
  atEnd: 'That is the end: ↑ goes back, the space bar to the top',
  moreLines: (count: number) => `… ${count} more lines: ↓ and ↑, or the space bar`,
  openWith:
    'No editor is known here. Set EDITOR to one, for example EDITOR=nano; or open the folder yourself:',
  opened: (editor: string) => `Opened in ${editor}.`,
  notOpened: (editor: string, why: string) =>
    `${editor} could not be started (${why}). Set EDITOR to your editor.`,
}

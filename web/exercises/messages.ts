// Texts of the exercise panel: loaded with it. Those of the task in the lesson are in messages/en.ts.
import type { CheckState } from '../../server/exercises/contract.ts'

const checks = (count: number) => (count === 1 ? '1 check' : `${count} checks`)
const lines = (count: number) => (count === 1 ? '1 line' : `${count} lines`)

/** "0.8 s", "12 s". */
const took = (ms: number) => `${ms < 10_000 ? (ms / 1000).toFixed(1) : Math.round(ms / 1000)} s`

const inSentence = (text: string) => text.replace(/[.]?$/, '.')

export const exerciseMessages = {
  title: (number: number, title: string) => `Exercise ${number} · ${title}`,
  close: 'Close the exercise',
  height: 'Height of the exercise',
  loading: 'Asking the workbook for your files …',
  notLoaded: 'Your files could not be fetched.',
  tryAgain: 'Try again',

  begin: {
    title: 'Not begun yet',
    text: (folder: string) =>
      `This is the code as it is given out. Begin, and you get your own copy in ${folder}/, to edit here or in your own editor. It is never overwritten.`,
    button: 'Begin: make my copy',
  },
  save: 'Save and check',
  check: 'Check again',
  unsaved: 'not saved',
  saveKeys: 'Ctrl+S or ⌘S, also from within the editor',

  files: {
    label: 'Your files, and the comparisons',
    gone: (name: string) =>
      `${name} is no longer in your folder. Put it back with what the exercise began with, or start over.`,
    putBack: 'Put it back',
    goneEdited: (name: string) =>
      `${name} is no longer in your folder, but here is what you have typed into it. Save to make it again.`,
    path: 'Your folder:',
    todo: (line: number) => `TODO: line ${line}`,
    todoIn: (name: string, line: number) => `TODO: ${name}, line ${line}`,
    keys: 'Tab leaves the editor. Ctrl+] indents, Ctrl+S saves and checks (Mac: ⌘).',
    notHereYet: 'Read only until you begin.',
  },

  conflict: {
    title: 'Two versions',
    text: (name: string) =>
      `${name} was changed on disk, most likely in your own editor, while you had not saved what you typed here. Which one goes on? The other one can be brought back.`,
    gone: (name: string) =>
      `${name} was deleted on disk while you had not saved what you typed here.`,
    mine: 'Keep mine',
    file: 'Take the file’s',
    saveMine: 'Keep mine and make the file again',
    compare: 'What differs: − is the file, + is yours',
  },
  aside: {
    mine: 'The file’s version is in the editor; yours was put aside.',
    file: 'Your version is in the editor; the file’s was put aside, and saving writes over it.',
    back: 'Bring it back',
  },

  line: {
    connecting: 'connecting',
    live: 'live',
    lost: 'lost',
    lostSince: (time: string) =>
      `The workbook’s server has not answered since ${time}. What you type is kept in this browser; it is tried again by itself.`,
    liveMeans: 'Saved files are checked by themselves, from whatever editor.',
  },

  outcome: {
    saved: 'Saved.',
    notSavedYet: 'Not on disk yet: the workbook does not answer. It is saved when it is back.',
    chooseFirst: (name: string) =>
      `Nothing was written: choose first which version of ${name} goes on.`,
    reset: (kept: string | null) =>
      kept === null
        ? 'You start over. There was nothing to keep.'
        : `You start over. Your old copy is kept in ${kept}/.`,
    refused: (title: string, detail: string) => `${inSentence(title)} ${detail}`,
    away: 'The workbook does not answer. Is it still running in its terminal?',
  },

  side: 'Verdict, checks and hints',
  checks: {
    title: 'Checks',
    notYet: 'Nothing has been checked yet. Save a file, here or in your editor, and it is checked.',
    checking: 'Checking …',
    of: (passed: number, all: number) => `${passed} of ${all}`,
    old: 'This is about what was checked last. It does not include what has changed since.',
    expected: 'expected',
    received: 'got',
    at: (file: string, line: number) => `${file}, line ${line}`,
    hint: (number: number) => `Show hint ${number}, which fits`,
    hintShown: (number: number) => `Hint ${number} fits`,
    states: {
      passed: 'passed',
      wrong: 'not yet',
      stuck: 'stopped',
      infrastructure: 'not your fault',
      inconclusive: 'inconclusive',
      'not run': 'not run',
    } satisfies Record<CheckState, string>,
    asAbove: 'The same as above.',
    checkingOne: 'checking …',
    unknown: 'not checked yet',
  },

  verdict: {
    passed: 'Passed!',
    passedText: (count: number) =>
      count === 1
        ? 'Your code does what it should, measured on a real Valkey. Well done.'
        : `All ${checks(count)} hold, measured on a real Valkey. Well done.`,
    passedBefore: 'You have passed this exercise before.',
    next: 'Next',
    types: (count: number) =>
      count === 1
        ? 'The checks hold all the same, but TypeScript complains of one line. It is not what was asked for, and worth a look:'
        : `The checks hold all the same, but TypeScript complains of ${count} places. They are not what was asked for, and worth a look:`,
    allPassed: (count: number) => `All ${count} exercises are passed.`,
    whatIsLeft:
      'What is left: compare with a solution, below; let your own limiter answer in the playground; and the summary.',
    wrong: (passed: number, all: number) => `Not yet: ${passed} of ${checks(all)} hold.`,
    problems: (count: number) =>
      count === 1
        ? 'Your code cannot run: there is an error in it.'
        : `Your code cannot run: there are ${count} errors in it.`,
    stuck: 'Stopped: your code came to no end.',
    stuckText: (ms: number) =>
      `It was ended after ${took(ms)}. Look for a loop, or for something awaited that never comes.`,
    infrastructure: 'This was not your code.',
    infrastructureText:
      'Something around it failed, so there is no verdict. Your files are as they were; check again when it is repaired.',
    inconclusive: 'Inconclusive: this machine is too busy.',
    inconclusiveText:
      'A check failed, but the machine had no time for it. That says nothing about your code. Close other programs, then check again.',
    where: 'Errors in your code',
  },

  hints: {
    title: 'Hints',
    next: (number: number, all: number) => `Show hint ${number} of ${all}`,
    all: 'These are all. What is missing is in them.',
    hide: 'Hide the hints',
  },

  solution: {
    title: 'Compare with a solution',
    text: 'There is more than one right way. Try the hints first: once seen, a solution cannot be unseen.',
    ask: 'Show a solution …',
    sure: 'Show the solution now? It is one correct way, and it ends the puzzle.',
    yes: 'Yes, show the solution',
    no: 'No, I go on',
    mine: 'Mine → solution',
    given: 'Exercise → solution',
    mineText: (count: number) =>
      count === 0
        ? 'Your files and the solution are the same.'
        : `${lines(count)} of your files ${count === 1 ? 'differs' : 'differ'} from the solution. It shrinks as you work.`,
    givenText: 'What the solution changed in the code that was given out. It stays as it is.',
    same: 'No difference.',
    removed: 'removed',
    added: 'added',
    skipped: (count: number) => `${lines(count)} alike`,
    columns: { line: 'Line', change: 'Change', text: 'Text' },
    label: (name: string) => `Differences in ${name}`,
  },

  reset: {
    title: 'Start over',
    ask: 'Start over …',
    sure: (kept: string) =>
      `Your files go back to what the exercise began with. What you have now is kept in ${kept}, in a folder named after the time.`,
    yes: 'Yes, start over',
    no: 'No, keep working',
  },

  foot: {
    runs: 'Runs so far',
    run: (state: string, passed: number, all: number, ms: number) =>
      `${state}, ${passed} of ${all}, ${took(ms)}`,
  },

  console: (count: number) => `Console: ${lines(count)} from your code`,
  consoleLabel: 'What your code wrote to its console',

  announce: {
    verdict: (title: string, first: string | null) =>
      first === null ? title : `${title} ${first}`,
    failing: (name: string) => `First to mend: ${inSentence(name)}`,
  },
}

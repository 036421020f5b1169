// What a lesson asks of its reader: to predict, to answer, to do an exercise.
import { requests, seconds } from '../ui/amounts.ts'

export const taskMessages = {
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
}

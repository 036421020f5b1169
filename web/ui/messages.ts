import { requests, seconds } from './amounts.ts'

export const uiMessages = {
  close: 'Close',
  loading: 'Loading …',
  failed: {
    part: 'This part of the page',
    sentence: (what: string) => `${what} could not be shown.`,
    again: 'Try again',
    reload: 'Reload the page',
  },
}

export const codeMessages = {
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
}

export const predictMessages = {
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
}

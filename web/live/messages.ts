// The live part: the counter, what came back, and whether the numbers are live.
import type { ValkeyStatus } from '../../server/valkey/contract.ts'
import { requests, seconds } from '../ui/amounts.ts'
import type { CounterView } from './live-state.ts'
import type { Tally } from './tally.ts'

export const liveMessages = {
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
    nextPassesIn: (left: number) => `the next one passes in ${seconds(left)}`,
    allBackIn: (left: number) => `all of it is back in ${seconds(left)}`,
    resetsNow: 'resets now',
    resetUnsaid: 'when it resets, its answers do not say',
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
  request: {
    send: 'Send',
    burst: (count: number) => `Burst of ${count}`,
    tryAgainIn: (left: number) => `Try again in ${seconds(left)}`,
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

/** What a command line for Valkey says, in the console and beside a key. */
export const lineMessages = {
  prompt: 'valkey>',
  running: '…',
  refused: 'Not sent:',
  failed: 'No answer:',
  noServer: (reason: string) => `The workbook’s server did not answer (${reason}).`,
}

// Texts of an opened request: its way.
import type { TracedLimit, TracedMine, WhatHappened } from '../../../server/inspector/contract.ts'
import type { Lane } from './way.ts'

type Decision = NonNullable<TracedLimit['decisions']>[number]

const plural = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`

/** Seconds of a whole number of milliseconds, rounded up as Retry-After is. */
const seconds = (ms: number) => `${Math.ceil(ms / 1000)} s`

const lanes: Record<Lane | 'client', string> = {
  browser: 'Browser',
  client: 'Client',
  express: 'Express',
  valkey: 'Valkey',
}

export const wayMessages = {
  lanes,
  ms: (ms: number) =>
    ms < 0.095 ? `${(ms * 1000).toFixed(0)} µs` : `${ms.toFixed(ms < 10 ? 2 : 1)} ms`,
  way: 'The way of this request',
  step: {
    request: 'Request',
    key: 'Key',
    call: 'Call',
    reply: 'Reply',
    unasked: 'No answer',
    decision: 'Decision',
    mine: 'My limiter',
    command: 'Command',
    tapped: 'Reply',
    mineAnswer: 'My answer',
    response: 'Response',
  },
  between: (from: Lane | 'client', to: Lane | 'client') =>
    from === to ? lanes[from] : `${lanes[from]} to ${lanes[to]}`,
  requestHeaders: (count: number) => plural(count, 'request header'),
  countedOn: 'counted on',
  policy: (name: string, limit: number, windowSeconds: number, algorithm: string) =>
    `policy “${name}”: ${limit} per ${windowSeconds} s, ${algorithm.replaceAll('-', ' ')}`,
  client: (address: string) => `client address ${address}`,
  sharedBy: (count: number) =>
    count === 1
      ? 'Alone in its call.'
      : `${count} requests of the same moment went out in this one call; these are this one’s own key and arguments.`,
  sharedReply: (hits: number, own: number) =>
    `The first number is the last of this key’s ${hits} requests in the call; this one is number ${own}.`,
  happened: {
    first: 'The first request of a window: the script set the expiry.',
    later: 'A window was open already: counted, and the expiry left alone.',
    repair: 'The counter had lost its expiry: the script gave it one again.',
    laterOrRepair:
      'The whole window is left: either it was opened in this very millisecond, or a lost expiry was given back. The reply cannot tell.',
    notACounter: 'The key holds something else than a counter: nothing was counted.',
    took: 'It fitted into the quota and took its part.',
    refused: 'It did not fit into the quota and took nothing.',
    looked: 'It would have passed here, but another policy refused it: nothing was taken.',
  } satisfies Record<WhatHappened, string>,
  decided: ({ allowed, count, limit, remaining, ttlMs, retryAfterMs }: Decision) =>
    allowed
      ? `Allowed: ${count} of ${limit}, ${remaining} left, whole quota back in ${seconds(ttlMs)}.`
      : `Refused: ${count} of ${limit}. Try again in ${seconds(retryAfterMs)}.`,
  decidedFor: (name: string, text: string) => `${name}: ${text}`,
  mine: {
    handed: (lesson: string) =>
      `Handed to your own process, which runs workspace/${lesson}. What follows was read on its connection to Valkey.`,
    script: '‹your script›',
    scriptText: (lines: number) => `its text, ${plural(lines, 'line')}`,
    answered: ({ commands, more, failure }: TracedMine) => {
      if (failure !== null) return failure
      if (commands.length === 0) return 'Your code answered without asking Valkey anything.'
      if (more > 0) return `Your code answered. ${plural(more, 'further command')} not shown.`
      return 'Your code answered.'
    },
  },
  unasked: {
    failed: (reason: string) => `Valkey could not count it. ${reason.replace(/[.]?$/, '.')}`,
    remembered: 'Valkey was not asked: this client was still over its limit.',
    undecided: 'So there is no decision: the failure policy answers in its place.',
    local: 'Counted in the memory of this process instead.',
  },
  gone: 'The client went away before its answer.',
  noResponse: 'No response reached the page.',
  notFollowed:
    'What happened in the server was not recorded: the page was not watching yet, or too many requests came at once.',
  beforeLimiter: (status: number) =>
    `The server answered it with ${status} before it reached the limiter: nothing was counted.`,
  neverReached: 'Nothing of it was seen in the server.',
  bodyCut: (bytes: number) => `Cut here: ${bytes} bytes in all.`,
  bodyUnknown: 'Its body was not kept.',
  total: {
    server: (ms: string) => `${ms} in Express, from arrival to answer`,
    outside: (ms: string) => `${ms} for the way there and back`,
    overtaken:
      'The machine was busy: the browser had the answer before Express came to note that it was sent.',
    browser: (ms: string) => `${ms} measured by the browser`,
  },
  noMs: 'part of the way there and back',
  lines: {
    title: 'The lines that ran',
    forPolicy: (policy: string) => `for “${policy}”`,
    ran: (ranges: string) => `Ran: ${ranges}.`,
    perhaps: (ranges: string) => `Perhaps: ${ranges}; the reply cannot tell.`,
    assumption:
      'Told from the reply, as if Valkey’s clock was not set back and nobody else wrote into the key.',
    unknown: (file: string) => `${file} is not part of this page. Build the page anew.`,
    markRan: 'ran',
    markPerhaps: 'perhaps ran',
  },
}

// What the figure of lesson 1 says: the parts, and one request's way in five steps.
import type { TracedLimit } from '../../../server/inspector/contract.ts'

type Decision = NonNullable<TracedLimit['decisions']>[number]

const seconds = (ms: number) => `${Math.ceil(ms / 1000)} s`
const ms = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`

export const flowMessages = {
  title: 'The way of a request',
  send: 'Send one request',
  parts: { browser: 'Browser', express: 'Express', valkey: 'Valkey' },
  works: { browser: 'a client', express: 'your backend', valkey: 'the counter' },
  outcomes: { allowed: 'permission', limited: '429' },
  arrows: { request: '1 request', call: '2 count!', reply: '3 number', response: '5 answer' },
  decision: '4 decision',
  back: 'One step back',
  next: 'One step on',
  at: (step: number) => (step === 0 ? 'not begun' : `step ${step} of 5`),
  slowed:
    'The figure goes slowly so that you can follow. The numbers in the steps are those of your request, as it was.',
  notYet: 'Send a request, and these five lines become its own.',
  idle: [
    'A client sends a request to the backend.',
    'The backend asks Valkey to count it, under the client’s key.',
    'Valkey answers with the new number and the time that is left.',
    'The backend compares the number with the limit.',
    'Within the limit: permission, the handler answers. Over it: 429.',
  ],
  request: (path: string, address: string | null) =>
    `GET ${path} arrives at Express${address ? `, from ${address}` : ''}.`,
  call: (command: string) => `Express asks Valkey to count: ${command}`,
  reply: ({ count, ttlMs }: Decision, tookMs: number) =>
    `Valkey has counted: number ${count}, and the window ends in ${seconds(ttlMs)}. There and back took ${ms(tookMs)}.`,
  decided: ({ allowed, count, limit }: Decision) =>
    allowed
      ? `${count} is not more than ${limit}: permission. The handler runs.`
      : `${count} is more than ${limit}: refused. The handler never hears of it.`,
  response: (status: number, tookMs: number, wait: number | null) =>
    `The browser has its ${status} ${ms(tookMs)} after it asked${wait === null ? '' : `, and knows when to come back: in ${wait} s`}.`,
  noAnswer: (reason: string) => `The browser has no answer: ${reason}.`,
  notFollowed: 'Not followed: too many requests came at once, or the live part is not connected.',
  noReply: (why: string) => `Valkey did not answer. ${why}`,
  unknown: 'Nobody knows the number, so nothing can be decided: the backend says 503, not 429.',
}

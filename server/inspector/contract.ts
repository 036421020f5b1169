// What the inspector tells the page about a request, over GET /api/events?inspect=1. Types only: all that the web may
// import of inspector/.

import type { ScriptOutcome } from '../limiter/algorithms/algorithm.ts'
import type { AlgorithmName } from '../limiter/algorithms/algorithms.ts'
import type { Decision } from '../limiter/decision.ts'

export type TracedHeader = [name: string, value: string]

/** A Valkey reply as JSON: integers, strings, nil, arrays. */
export type ReplyValue = number | string | null | ReplyValue[]

/** First and last line, counted from 1 in the file. */
export type LineRange = [first: number, last: number]

export type WhatHappened = ScriptOutcome

/** One script that ran for this hit: its file in the repository, and the lines that ran. */
export type ScriptRun = {
  file: string
  /** The policy it ran for, where a script ran for each of several. */
  policy?: string
  happened: WhatHappened
  ran: LineRange[]
  /** Lines that may have run: the reply cannot tell. */
  perhaps: LineRange[]
}

export type TracedPolicy = {
  name: string
  algorithm: AlgorithmName
  limit: number
  windowSeconds: number
  /** The Valkey key that the request was counted on. */
  key: string
}

/** The one call to Valkey that counted this request. */
export type TracedCall = {
  /** File name of the script, for example fixed-window.lua. */
  script: string
  keys: string[]
  /** This hit's own. */
  args: (string | number)[]
  reply: ReplyValue
  /** How many hits went out in this call. */
  sharedBy: number
  sentMs: number
  answeredMs: number
}

/** What one rate limiter did with the request. */
export type TracedLimit = {
  policies: TracedPolicy[]
  startedMs: number
  call: TracedCall | null
  runs: ScriptRun[]
  /** One per policy; null when Valkey could not answer. */
  decisions: Decision[] | null
  /** Why Valkey could not answer, in a sentence. */
  failure: string | null
  decidedMs: number
}

export type TracedBody = { text: string; bytes: number; cut: boolean }

/** One request, from its arrival in Express to the end of its answer. Times are milliseconds after its arrival. */
export type TraceEvent = {
  /** Counted up; no two of a keyspace have the same. */
  number: number
  /** X-Request-Id as the request carried it; null where it had none. */
  requestId: string | null
  request: {
    method: string
    path: string
    /** The client's address as Express sees it. */
    address: string
    headers: TracedHeader[]
  }
  limits: TracedLimit[]
  /** Set when the learner's own limiter had it in place of the workbook's. */
  mine?: TracedMine
  /** Null when the client went away before its answer. */
  response: { status: number; headers: TracedHeader[]; body: TracedBody | null } | null
  respondedMs: number
}

/** Requests that were not traced because there were too many, since the last such event. */
export type UntracedEvent = { count: number }

/** One command that went over the learner's connection to Valkey. Times are milliseconds after the request's arrival. */
export type TappedCommand = {
  words: string[]
  /** As valkey-cli prints it; null while there was none. */
  reply: string | null
  error: boolean
  sentMs: number
  answeredMs: number | null
}

/** What the learner's process did with one request, seen from outside. */
export type TracedMine = {
  lesson: string
  /** Handed to the learner's process, and back. */
  startedMs: number
  answeredMs: number
  commands: TappedCommand[]
  /** Commands past the first 20. */
  more: number
  /** Why there is no answer of the learner's, in a sentence. */
  failure: string | null
}

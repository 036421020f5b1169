// What POST /api/labs/<name> answers, one line of JSON each (application/x-ndjson). Types only. The shapes of
// `data` are each lab's own, in its folder's contract.ts.

/** Why something did not go as asked, for a person. */
export type RunProblem = { title: string; detail: string }

export type RunEvent<Data = unknown> =
  /** First. Actions go to POST /api/labs/runs/<run>. */
  | { event: 'started'; run: string }
  | { event: 'data'; data: Data }
  /** Last: it ran to its end, or did not. */
  | { event: 'ended' }
  | { event: 'failed'; problem: RunProblem }

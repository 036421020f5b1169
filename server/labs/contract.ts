// The answer of POST /api/labs/<name>, one line of JSON each (application/x-ndjson). The schema of `data` is in the
// contract.ts of each lab's folder.

/** Why something failed, for the reader. */
export type RunProblem = { title: string; detail: string }

export type RunEvent<Data = unknown> =
  /** First. Actions go to POST /api/labs/runs/<run>. */
  | { event: 'started'; run: string }
  | { event: 'data'; data: Data }
  /** Last: the run reached its end, or failed. */
  | { event: 'ended' }
  | { event: 'failed'; problem: RunProblem }

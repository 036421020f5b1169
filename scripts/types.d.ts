/** Prints one line for the person at the terminal. */
type Log = (line: string) => void

/** What a step of the set-up is given: the checkout's folder, where to report, and what stops it. */
type SetupStep = { root: string; log: Log; signal?: AbortSignal | undefined }

/** An error that a person can act on: printed as its sentence, without a stack. */
type ExpectedError = Error & { expected: true; output?: string }

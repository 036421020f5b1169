// One run of an experiment, as the page talks to it: a POST whose answer arrives line by line for as long as it runs.
import type { RunEvent, RunProblem } from '../../server/labs/contract.ts'
import { runMessages } from './run-messages.ts'

type OpenRunOptions<Data> = {
  name: string
  options: unknown
  /** Stops the run: the server ends it when nobody reads it any more. */
  signal: AbortSignal
  onStarted: (run: string) => void
  /** What arrived together, in order. */
  onData: (data: Data[]) => void
}

export type RunEnd = { is: 'ended' | 'stopped' } | { is: 'failed'; problem: RunProblem }

/** Starts a run and follows it to its end. Never rejects. */
export async function openRun<Data>({
  name,
  options,
  signal,
  onStarted,
  onData,
}: OpenRunOptions<Data>): Promise<RunEnd> {
  const texts = runMessages
  let end: RunEnd | undefined
  try {
    const response = await postJson(`/api/labs/${name}`, options, signal)
    if (!response.ok || !response.body) {
      return { is: 'failed', problem: await readProblem(response) }
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    const lines = createLineSplitter()
    for (;;) {
      // Also past the last line: a browser calls a body that nobody read to its end an aborted request.
      const { done, value } = await reader.read()
      if (done) break
      const data: Data[] = []
      for (const line of lines(value)) {
        const event = JSON.parse(line) as RunEvent<Data>
        if (event.event === 'started') onStarted(event.run)
        else if (event.event === 'data') data.push(event.data)
        else if (event.event === 'ended') end = { is: 'ended' }
        else end = { is: 'failed', problem: event.problem }
      }
      if (data.length > 0) onData(data)
    }
    return end ?? { is: 'failed', problem: { title: texts.cutOff, detail: texts.cutOffDetail } }
  } catch (error) {
    if (end) return end
    if (signal.aborted) return { is: 'stopped' }
    const reason = error instanceof Error ? error.message : String(error)
    const detail = texts.unreachableDetail(reason)
    return { is: 'failed', problem: { title: texts.unreachable, detail } }
  }
}

/** Hands an action to a running experiment and gives its result. Rejects with a sentence when it is refused. */
export async function actOnRun(run: string, action: unknown): Promise<unknown> {
  const response = await postJson(`/api/labs/runs/${run}`, action)
  if (response.ok) return response.json()
  const { detail } = await readProblem(response)
  throw new Error(detail)
}

function postJson(path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  })
}

async function readProblem(response: Response): Promise<RunProblem> {
  const texts = runMessages
  const fallback = { title: texts.refused, detail: `${response.status} ${response.statusText}` }
  try {
    const { title, detail } = (await response.json()) as Partial<RunProblem>
    return { title: title ?? fallback.title, detail: detail ?? fallback.detail }
  } catch {
    // Not the workbook's own answer, perhaps a proxy's: its status is all there is to say.
    return fallback
  }
}

/** Gives the whole lines that a piece of text completes; keeps the rest for the next. Empty lines are heartbeats. */
export function createLineSplitter(): (piece: string) => string[] {
  let rest = ''
  return (piece) => {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    return lines.filter((line) => line !== '')
  }
}

// One run of a lab, as the page sees it: a POST whose answer arrives line by line for as long as the run lasts.
import type { RunEvent, RunProblem } from '../../server/labs/contract.ts'
import { ask } from '../core/ask.ts'
import { askLines } from '../core/ask-lines.ts'
import { runMessages } from './run-messages.ts'

type OpenRunOptions<Data> = {
  name: string
  options: unknown
  /** Stops the run: the server ends it when its answer is no longer read. */
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
  const reply = await askLines<RunEvent<Data>>(`/api/labs/${name}`, {
    body: options,
    signal,
    onLines(events) {
      const data: Data[] = []
      for (const event of events) {
        if (event.event === 'started') onStarted(event.run)
        else if (event.event === 'data') data.push(event.data)
        else if (event.event === 'ended') end = { is: 'ended' }
        else end = { is: 'failed', problem: event.problem }
      }
      if (data.length > 0) onData(data)
    },
  })
  if (end) return end
  if (reply.is === 'refused') return { is: 'failed', problem: reply }
  if (signal.aborted) return { is: 'stopped' }
  if (reply.is === 'answered') {
    return { is: 'failed', problem: { title: texts.cutOff, detail: texts.cutOffDetail } }
  }
  const detail = texts.unreachableDetail(reply.detail)
  return { is: 'failed', problem: { title: texts.unreachable, detail } }
}

/** The events of a run that reached its end, or why there are none, in a sentence. Never rejects. */
export async function collectRun<Data>(
  name: string,
  options: unknown,
  signal: AbortSignal,
): Promise<{ events: Data[] } | { reason: string }> {
  const events: Data[] = []
  const end = await openRun<Data>({
    name,
    options,
    signal,
    onStarted: () => undefined,
    onData: (data) => events.push(...data),
  })
  if (end.is === 'ended') return { events }
  return { reason: end.is === 'failed' ? end.problem.detail : 'it was stopped' }
}

/** Hands an action to a running lab and returns its result. Rejects with a sentence when it is refused. */
export async function actOnRun(run: string, action: unknown): Promise<unknown> {
  const reply = await ask(`/api/labs/runs/${run}`, { body: action })
  if (reply.is === 'answered') return reply.body
  throw new Error(reply.detail)
}

import express, { type RequestHandler, Router } from 'express'
import { sendProblem } from '../http/problems.ts'
import { readShape } from '../http/read-body.ts'
import { type Problem, Refusal } from '../http/refusal.ts'
import type { NamedLab } from './lab.ts'
import { createRuns } from './runs.ts'

export type LabRoutes = {
  router: RequestHandler
  /** Hands an action to a run of this process; undefined when there is no such run here. */
  act(run: string, action: unknown): Promise<ActionAnswer | undefined>
  /** Stops every run, and resolves when everything they opened is closed. */
  close(): Promise<void>
}

/** The result of an action, or the problem that prevented it. */
export type ActionAnswer = { result: unknown } | { problem: Problem }

type LabRoutesOptions = {
  labs: NamedLab[]
  most?: number
  idleMs?: number
  /** Hands an action to a run that another process may have. */
  actElsewhere?: (run: string, action: unknown) => Promise<ActionAnswer | undefined>
  log: (line: string) => void
}

const maxBodyBytes = 256 * 1024

/**
 * POST /<name> with the options as JSON runs a lab for as long as the response is read; POST /runs/<id> hands
 * it an action and answers with the action's result. Shapes: contract.ts.
 */
export function createLabRoutes({
  labs,
  most = 4,
  idleMs = 600_000,
  actElsewhere,
  log,
}: LabRoutesOptions): LabRoutes {
  const byName = new Map(labs.map((one) => [one.name, one]))
  const runs = createRuns({ most, idleMs, log })
  const router = Router()
  router.use(express.json({ limit: maxBodyBytes }))

  async function act(id: string, action: unknown): Promise<ActionAnswer | undefined> {
    const run = runs.find(id)
    if (!run) return undefined
    const { action: shape, name } = run.lab
    if (!shape || !run.listener) {
      const detail = `"${name}" takes no actions at this moment.`
      return { problem: { status: 409, title: 'No actions', detail } }
    }
    try {
      const accepted = readShape(shape, action, { title: 'Bad action', whole: 'The action' })
      run.keepAlive()
      const result = await unlessAborted(run.signal, run.listener(accepted))
      run.keepAlive()
      return { result: result ?? null }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { problem: error.problem }
    }
  }

  router.post('/runs/:run', async (req, res) => {
    const { run } = req.params
    const answer = (await act(run, req.body)) ?? (await actElsewhere?.(run, req.body))
    if (!answer) throw new Refusal('No such run', runIsOver, 410)
    if ('problem' in answer) return sendProblem(res, answer.problem)
    res.json(answer.result)
  })

  router.post('/:name', async (req, res) => {
    const lab = byName.get(req.params.name)
    if (!lab) {
      const detail = `There is no lab "${req.params.name.slice(0, 100)}". There are: ${[...byName.keys()].join(', ')}.`
      throw new Refusal('No such lab', detail, 404)
    }
    const wording = { title: 'Bad options', whole: 'The options' }
    await runs.start(lab, readShape(lab.options, req.body, wording), res)
  })

  return { router, act, close: runs.close }
}

/** The result of `work`; rejects as soon as the run is over. Removes its listener: a run has many actions. */
function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const refuse = () => reject(new Refusal('The run is over', runIsOver, 503))
    if (signal.aborted) refuse()
    signal.addEventListener('abort', refuse, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', refuse))
  })
}

const runIsOver = 'This run is over, or never was. Start the lab again.'

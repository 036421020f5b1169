import express, { type ErrorRequestHandler, type RequestHandler, Router } from 'express'
import { sendProblem } from '../problems.ts'
import { Refusal } from '../refusal.ts'
import { readFields } from './read-fields.ts'
import { type AnyExperiment, createRuns } from './runs.ts'

export type Experiments = {
  router: RequestHandler
  /** Ends every run, and resolves when what they opened is closed. */
  close(): Promise<void>
}

type Options = {
  experiments: AnyExperiment[]
  most?: number
  idleMs?: number
  log: (line: string) => void
}

const maxBodyBytes = 256 * 1024

/**
 * POST /<name> with the options as JSON runs an experiment for as long as the response is read; POST /runs/<id> hands
 * it an action and answers with the action's result. Shapes: contract.ts.
 */
export function createExperiments({
  experiments,
  most = 4,
  idleMs = 600_000,
  log,
}: Options): Experiments {
  const byName = new Map(experiments.map((one) => [one.name, one]))
  const runs = createRuns({ most, idleMs, log })
  const router = Router()
  router.use(express.json({ limit: maxBodyBytes }))

  router.post('/runs/:run', async (req, res) => {
    const run = runs.find(req.params.run)
    if (!run) return sendProblem(res, { status: 410, title: 'No such run', detail: runIsOver })
    const { action } = run.experiment
    if (!action || !run.listener) {
      const detail = `"${run.experiment.name}" takes no actions at this moment.`
      return sendProblem(res, { status: 409, title: 'No actions', detail })
    }
    const wanted = reading(res, () => readFields(action, req.body, 'action'))
    if (wanted === refused) return
    run.stir()
    const result = await unlessAborted(run.signal, run.listener(wanted))
    run.stir()
    res.set('Cache-Control', 'no-store').json(result ?? null)
  })

  router.post('/:name', async (req, res) => {
    const experiment = byName.get(req.params.name)
    if (!experiment) {
      const detail = `There is no experiment "${req.params.name.slice(0, 100)}". There are: ${[...byName.keys()].join(', ')}.`
      return sendProblem(res, { status: 404, title: 'No such experiment', detail })
    }
    const options = reading(res, () => readFields(experiment.options, req.body, 'options'))
    if (options === refused) return
    await runs.start(experiment, options, res)
  })

  router.use(tellRefusal)
  return { router, close: runs.close }
}

const refused = Symbol('refused')

function reading<T>(res: express.Response, read: () => T): T | typeof refused {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    sendProblem(res, { status: 400, title: error.title, detail: error.message })
    return refused
  }
}

/** What `work` comes to; rejects as soon as the run is over. Leaves no listener behind: a run has many actions. */
function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const tell = () => reject(new Refusal('The run is over', runIsOver))
    if (signal.aborted) tell()
    signal.addEventListener('abort', tell, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', tell))
  })
}

const runIsOver = 'This run is over, or never was. Start the experiment again.'

/** A Refusal of an action or of a start is an answer; so is a body that cannot be read. */
const tellRefusal: ErrorRequestHandler = function tellRefusal(error, _req, res, next) {
  if (res.headersSent) return next(error)
  if (error instanceof Refusal) {
    return sendProblem(res, { status: 503, title: error.title, detail: error.message })
  }
  if (error?.type === 'entity.too.large') {
    const detail = `The body is ${error.length} bytes, and at most ${maxBodyBytes} are read. Send less.`
    return sendProblem(res, { status: 413, title: 'Too much', detail })
  }
  if (error?.type === 'entity.parse.failed') {
    const detail = `The body is not JSON: ${String(error.message).slice(0, 200)}.`
    return sendProblem(res, { status: 400, title: 'Not JSON', detail })
  }
  next(error)
}

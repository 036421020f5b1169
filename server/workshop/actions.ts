// A lab runs in the process that started it. An action of its page may reach another process, which asks the others.
import { randomUUID } from 'node:crypto'
import type { ActionAnswer } from '../labs/routes.ts'
import type { Relay } from '../live/relay.ts'

type Question = { ask: string; keyspace: string; run: string; action: unknown }
/** First that the run is there, then what the action came to. */
type Reply = { ask: string; answer?: ActionAnswer }

/** A process that has the run says so at once. */
const foundWithinMs = 1500
const answeredWithinMs = 120_000

const lost: ActionAnswer = {
  problem: {
    status: 503,
    title: 'No answer',
    detail: 'The server process that runs this lab does not answer. Start it again.',
  },
}

/** `act` hands an action to a run of this process, if it is here. */
export function createRoomActions({
  relay,
  act,
  onError,
}: {
  relay: Relay
  act: (keyspace: string, run: string, action: unknown) => Promise<ActionAnswer | undefined>
  onError: (error: unknown) => void
}): {
  /** The answer of whichever other process has the run; undefined when none has. */
  ask(keyspace: string, run: string, action: unknown): Promise<ActionAnswer | undefined>
  close(): void
} {
  const questions = relay.topic<Question>('act')
  const replies = relay.topic<Reply>('acted')
  const asked = new Map<string, (reply: Reply) => void>()

  async function answer({ ask, keyspace, run, action }: Question): Promise<void> {
    const acting = act(keyspace, run, action)
    // Whether there is such a run is known at once; what it comes to may take its time.
    const first = await Promise.race([
      acting,
      new Promise((resolve) => setImmediate(resolve, 'acting')),
    ])
    if (first === 'acting') replies.tell({ ask })
    const result = await acting
    if (result) replies.tell({ ask, answer: result })
  }

  const stops = [
    questions.listen((question) =>
      answer(question).catch((error) => {
        replies.tell({ ask: question.ask, answer: lost })
        onError(error)
      }),
    ),
    replies.listen((reply) => asked.get(reply.ask)?.(reply)),
  ]

  return {
    ask(keyspace, run, action) {
      const ask = randomUUID()
      return new Promise((resolve) => {
        const finish = (result: ActionAnswer | undefined) => {
          clearTimeout(timer)
          asked.delete(ask)
          resolve(result)
        }
        let timer = setTimeout(finish, foundWithinMs, undefined)
        asked.set(ask, (reply) => {
          if (reply.answer) return finish(reply.answer)
          clearTimeout(timer)
          timer = setTimeout(finish, answeredWithinMs, lost)
        })
        questions.tell({ ask, keyspace, run, action })
      })
    },
    close() {
      for (const stop of stops) stop()
    },
  }
}

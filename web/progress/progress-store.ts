// Keeps progress in this browser and brings it to the server. Without a server (it is stopped, the laptop sleeps) marks
// wait here; without storage (blocked) they wait in the page.
import type { Progress, ProgressAnswer } from '../../server/progress/contract.ts'
import type { Reply } from '../core/ask.ts'
import { createStore, type Readable } from '../core/store.ts'
import { readStored, writeStored } from '../core/stored.ts'
import { addMark, type Mark, noProgress } from './progress-state.ts'

type New = Mark extends infer One ? (One extends Mark ? Omit<One, 'at'> : never) : never

export type ProgressState = {
  /** What is shown: what the server knows, with the marks that wait for it. */
  progress: Progress
  /** Why what is shown is only in this browser, or that a damaged file was found; null when all is well. */
  trouble: Trouble | null
}

export type ProgressStore = Readable<ProgressState> & {
  note(mark: New): void
  /** Adds somebody's exported progress. Rejects with a sentence, and then nothing has changed. */
  add(text: string): Promise<void>
  /** Exchanges with the server now. */
  sync(): void
}

export type Trouble = { is: 'only here' } | { is: 'set aside'; file: string; why: string }

const knownName = 'progress'
const waitingName = 'progress-waiting'
const settleMs = 600

export function createProgressStore({
  put,
}: {
  /** Sends progress to the server. */
  put(progress: Progress): Promise<Reply<ProgressAnswer>>
}): ProgressStore {
  let known = readKnown() ?? noProgress
  let waiting = readJson<Mark[]>(waitingName) ?? []
  const {
    read,
    subscribe,
    change: show,
  } = createStore<ProgressState>({
    progress: waiting.reduce(addMark, known),
    trouble: null,
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  let sending = false

  function change(next: { known?: Progress; waiting?: Mark[]; trouble?: Trouble | null }): void {
    if (next.known) known = next.known
    if (next.waiting) waiting = next.waiting
    writeStored(knownName, JSON.stringify(known))
    writeStored(waitingName, waiting.length === 0 ? null : JSON.stringify(waiting))
    show(({ trouble }) => ({
      progress: waiting.reduce(addMark, known),
      trouble: next.trouble === undefined ? trouble : next.trouble,
    }))
  }

  /** Another tab may have noted something since: what it stored is taken up first. */
  function takeUp(): void {
    known = readKnown() ?? known
    waiting = readJson<Mark[]>(waitingName) ?? (storageWorks() ? [] : waiting)
  }

  function receive({ progress, setAside }: ProgressAnswer, sent: Mark[]): void {
    takeUp()
    const delivered = new Set(sent.map((mark) => JSON.stringify(mark)))
    change({
      known: progress,
      waiting: waiting.filter((mark) => !delivered.has(JSON.stringify(mark))),
      trouble: setAside ? { is: 'set aside', ...setAside } : null,
    })
  }

  async function exchange(): Promise<void> {
    if (sending) return
    sending = true
    takeUp()
    const sent = waiting
    const reply = await put(sent.reduce(addMark, known))
    if (reply.is === 'answered') receive(reply.body, sent)
    // The marks stay and go with the next exchange; the page says that they are only here.
    else change({ trouble: { is: 'only here' } })
    sending = false
    if (read().trouble?.is !== 'only here' && waiting.length > 0) soon()
  }

  function soon(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void exchange(), settleMs)
  }

  return {
    read,
    subscribe,
    note(mark) {
      takeUp()
      const full: Mark = { ...mark, at: new Date().toISOString() }
      if (addMark(waiting.reduce(addMark, known), full) === read().progress) return
      change({ waiting: [...waiting, full] })
      soon()
    },
    async add(text) {
      const reply = await put(parse(text))
      if (reply.is !== 'answered') throw new Error(reply.detail)
      receive(reply.body, [])
    },
    sync: () => void exchange(),
  }
}

/** The server checks what is in it; here it only has to be JSON. */
function parse(text: string): Progress {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error('it is no JSON file', { cause })
  }
}

/** What another version of the workbook left there is left alone: the server has the whole. */
function readKnown(): Progress | null {
  const found = readJson<Progress>(knownName)
  return found?.version === 1 && typeof found.lessons === 'object' ? found : null
}

function readJson<Value>(name: string): Value | null {
  const text = readStored(name)
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch {
    // Somebody else wrote it, or half of it: the server has the whole.
    return null
  }
}

function storageWorks(): boolean {
  return readStored(knownName) !== null
}

// A room in Valkey: its only reader and writer. Nothing that matters is kept in this process, so any number of server
// processes serve the same room; what this one remembers of it is a copy that the news keep right.
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import { createScript } from '../limiter/script.ts'
import type {
  BoardLearner,
  CheckReport,
  LessonCell,
  Pace,
  RoomState,
  TrafficSecond,
} from './contract.ts'
import { emptyState, readLearner, readState } from './parse-room.ts'
import { createRoomClock, type RoomClock, readTime } from './room-clock.ts'
import { roomKeys } from './room-keys.ts'
import { listenToRoom, type News } from './room-news.ts'
import { explainRoomError } from './room-refusal.ts'

export type Room = { id: string; name: string; max: number }
export type Member = { keyspaceId: string }

/** The whole room at one moment. */
export type RoomReading = {
  at: number
  state: RoomState
  learners: BoardLearner[]
  traffic: TrafficSecond[]
}

export type RoomStore = ReturnType<typeof createRoomStore>

const lua = (name: string) => readFileSync(new URL(`./${name}.lua`, import.meta.url), 'utf8')

/**
 * Every change is one script: whole or not at all, stamped by Valkey's clock, and told to all processes. A change
 * rejects with a Refusal when the room has ended, is full, or does not know the learner; with ioredis' error when
 * Valkey cannot answer. `subscriber` is a client of its own for the news, closed with the store.
 */
export function createRoomStore({
  valkey,
  subscriber,
  room,
  onError,
}: {
  valkey: Redis
  subscriber: Redis
  room: Room
  onError: (error: unknown) => void
}) {
  const keys = roomKeys(room)
  const clock: RoomClock = createRoomClock()
  const news = listenToRoom({ subscriber, channel: keys.news, onError })
  const run = {
    learner: createScript(valkey, lua('change-learner'), 'change-learner.lua'),
    room: createScript(valkey, lua('change-room'), 'change-room.lua'),
    end: createScript(valkey, lua('end-room'), 'end-room.lua'),
  }

  async function changeLearner(id: string, what: string, arg: object = {}): Promise<BoardLearner> {
    try {
      const args = [keys.news, id, what, JSON.stringify(arg)]
      const scriptKeys = [keys.state, keys.learners, keys.progress, keys.counters]
      return readLearner(String(await run.learner(scriptKeys, args)))
    } catch (error) {
      throw explainRoomError(error)
    }
  }

  async function changeRoom(what: string, arg: object): Promise<RoomState> {
    try {
      const scriptKeys = [keys.state, keys.learners, keys.shared, keys.counters]
      return readState(String(await run.room(scriptKeys, [keys.news, what, JSON.stringify(arg)])))
    } catch (error) {
      throw explainRoomError(error)
    }
  }

  return {
    room,
    keys,
    clock,
    /** Makes the room if it is not there; one that is stays as it was left. */
    async open(): Promise<void> {
      await valkey.set(keys.state, JSON.stringify(emptyState), 'NX')
    },

    // The members.
    /** Adds a learner, or finds them again: same seat, same place. The name is the newest one. */
    join: (id: string, name: string | null) => changeLearner(id, 'join', { name, max: room.max }),
    leave: (id: string) => changeLearner(id, 'leave'),
    async learner(id: string): Promise<BoardLearner | undefined> {
      const text = await valkey.hget(keys.learners, id)
      return text === null ? undefined : readLearner(text)
    },

    // What a learner does.
    rename: (id: string, name: string | null) => changeLearner(id, 'name', { name }),
    /** `lesson`: the folder, when the place is a lesson. */
    place: (
      id: string,
      place: { path: string; lesson: string | null; exerciseOpen: string | null },
    ) => changeLearner(id, 'place', place),
    /** They did something that is no change of its own, such as a request. */
    active: (id: string) => changeLearner(id, 'active'),
    /** A page of theirs is connected, or none is any more. */
    here: (id: string, here: boolean) => changeLearner(id, 'here', { here }),
    lessons: (
      id: string,
      done: { lessons: Record<string, LessonCell>; marks: number; home: boolean },
    ) => changeLearner(id, 'lessons', done),
    check: (id: string, check: CheckReport & { home: boolean }) =>
      changeLearner(id, 'check', check),
    help: (id: string, raised: boolean) => changeLearner(id, 'help', { raised }),
    pace: (id: string, pace: Pace | null) => changeLearner(id, 'pace', { pace }),

    // What an instructor does.
    claim: (id: string, by: string) => changeLearner(id, 'claim', { by }),
    done: (id: string) => changeLearner(id, 'done'),
    hintFor: (id: string, hint: { id: string; text: string | null }) =>
      changeLearner(id, 'hint', hint),
    hintForAll: (hint: { id: string; text: string | null }) => changeRoom('hint', hint),
    notice: (notice: { id: string; text: string | null }) => changeRoom('notice', notice),
    follow: (path: string | null) => changeRoom('follow', { path }),
    timer: (timer: { ms: number | null; label: string }) => changeRoom('timer', timer),
    share: (share: { ms: number | null; limit: number; windowSeconds: number }) =>
      changeRoom('share', share),
    /** Who got through and how many did not, in the lab that began at `startedAt`. */
    sharedHits: (hits: { startedAt: number; through: string[]; refused: number }) =>
      changeRoom('shared hits', hits),

    /** Everything at once; undefined when the room has ended. */
    async read(): Promise<RoomReading | undefined> {
      const replies = await valkey
        .multi()
        .time()
        .get(keys.state)
        .hvals(keys.learners)
        .lrange(keys.traffic, 0, -1)
        .exec()
      const [time, state, learners, traffic] = (replies ?? []).map(([error, reply]) => {
        if (error) throw error
        return reply
      }) as [[string, string], string | null, string[], string[]]
      const at = readTime(time)
      clock.set(at)
      if (state === null) return undefined
      return {
        at,
        state: readState(state),
        learners: learners.map(readLearner),
        traffic: traffic.map((text) => JSON.parse(text)),
      }
    },
    /** What one learner sees of it; undefined as above, or when they are not in it. */
    async readFor(
      id: string,
    ): Promise<{ at: number; state: RoomState; learner: BoardLearner } | undefined> {
      const replies = await valkey.multi().time().get(keys.state).hget(keys.learners, id).exec()
      const [time, state, learner] = (replies ?? []).map(([error, reply]) => {
        if (error) throw error
        return reply
      }) as [[string, string], string | null, string | null]
      const at = readTime(time)
      clock.set(at)
      if (state === null || learner === null) return undefined
      return { at, state: readState(state), learner: readLearner(learner) }
    },
    /** Every change of the room, by whichever process, until the returned function is called. */
    subscribe(listener: (news: News) => void): () => void {
      return news.subscribe((one) => {
        if ('at' in one) clock.set(one.at)
        listener(one)
      })
    },
    /** Deletes everything of the room and tells everybody. Gives the ids of the keyspaces, whose own keys are not touched. */
    async end(): Promise<string[]> {
      const all = [keys.state, keys.learners, keys.progress, keys.counters, keys.traffic]
      return (await run.end([...all, keys.shared, keys.tokens], [keys.news])) as string[]
    },
    close: news.close,
  }
}

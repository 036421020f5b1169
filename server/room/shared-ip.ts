// The shared-IP lab: for a minute the whole room is one address, as behind a school's or an office's router.
import type { LearnerViews } from './learner-views.ts'
import type { RoomStore } from './room-store.ts'

/** Who got through is told at once, more or less; how many did not, once a second. */
const tellThroughMs = 150
const tellRefusedMs = 1000

export type SharedIp = {
  /** The key that every request of the room counts on now; undefined while each has their own. */
  key(): string | undefined
  /** One request of this learner was counted on that key. */
  hit(id: string, allowed: boolean): void
}

/** Many requests are told as one: a thousand learners send more than everybody could be told of one by one. */
export function createSharedIp({
  store,
  views,
  onError,
}: {
  store: RoomStore
  views: Pick<LearnerViews, 'state'>
  onError: (error: unknown) => void
}): SharedIp {
  let through: string[] = []
  let refused = 0
  let timer: NodeJS.Timeout | undefined
  let dueAt = Number.POSITIVE_INFINITY

  function running() {
    const shared = views.state()?.shared
    return shared && store.clock.now() < shared.endsAt ? shared : undefined
  }

  async function tell(startedAt: number): Promise<void> {
    dueAt = Number.POSITIVE_INFINITY
    const hits = { startedAt, through, refused }
    through = []
    refused = 0
    try {
      await store.sharedHits(hits)
    } catch (error) {
      onError(error)
    }
  }

  return {
    key: () => (running() ? store.keys.shared : undefined),
    hit(id, allowed) {
      const shared = running()
      if (!shared) return
      if (allowed) through.push(id)
      else refused += 1
      const due = performance.now() + (allowed ? tellThroughMs : tellRefusedMs)
      if (due >= dueAt) return
      clearTimeout(timer)
      dueAt = due
      timer = setTimeout(tell, due - performance.now(), shared.startedAt)
    },
  }
}

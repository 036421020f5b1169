/** The keys of a room. The braces put them into one cluster slot, so that one script can change several of them. */
export function roomKeys(room: { id: string }) {
  const key = (name: string) => `{room:${room.id}}:${name}`
  return {
    /** A string, JSON: RoomState. While it is there, the room is open. */
    state: key('state'),
    /** A hash, keyspace id -> JSON: BoardLearner. */
    learners: key('learners'),
    /** A hash, keyspace id -> JSON: Progress. */
    progress: key('progress'),
    /** A hash: `rev`, how often anything changed; `seats`, how many have ever joined. */
    counters: key('counters'),
    /** A list of JSON: the newest TrafficSeconds. */
    traffic: key('traffic'),
    /** A hash, hash of a token -> keyspace id. */
    tokens: key('tokens'),
    /** The counter of the shared-IP lab. */
    shared: key('rate:shared'),
    /** Not a key: where changes are told. */
    news: key('news'),
  }
}

import type { BoardLearner, RoomState } from './contract.ts'

export const emptyState: RoomState = {
  rev: 0,
  notice: null,
  hint: null,
  follow: null,
  timer: null,
  shared: null,
}

/** What Valkey holds under `state`, parsed. Lua's cjson writes an empty list as {}. */
export function parseState(state: RoomState): RoomState {
  if (!state.shared || Array.isArray(state.shared.through)) return state
  return { ...state, shared: { ...state.shared, through: [] } }
}

export function readState(text: string): RoomState {
  return parseState(JSON.parse(text))
}

export function readLearner(text: string): BoardLearner {
  return JSON.parse(text)
}

import { exerciseFiles } from 'virtual:exercise-files'

/** Whether the lesson's exercise is a single Lua script, which a room checks in a disposable Valkey. */
export function isOneLuaFile(lesson: string): boolean {
  const [file = '', ...others] = exerciseFiles[lesson] ?? []
  return others.length === 0 && file.endsWith('.lua')
}

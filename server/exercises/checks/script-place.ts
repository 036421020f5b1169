import type { CodePlace } from '../contract.ts'

/**
 * The line that Valkey names when a script fails, `user_script:7: …`, in the learner's script. Valkey knows no file names:
 * with more than one script nothing is said.
 */
export function scriptPlace(message: string, luaFiles: string[]): CodePlace | undefined {
  const line = /user_script:(\d+)/.exec(message)?.[1]
  const [file] = luaFiles
  return line && file && luaFiles.length === 1 ? { file, line: Number(line) } : undefined
}

import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

export type Editor = { command: string; args: string[] }

/** $VISUAL, $EDITOR, or Visual Studio Code where it is on PATH. */
export function findEditor(env: Record<string, string | undefined>): Editor | undefined {
  const named = env.VISUAL || env.EDITOR
  if (named) {
    const [command = named, ...args] = named.trim().split(/\s+/)
    return { command, args }
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean)
  const found = ['code', 'codium'].find((name) => folders.some((one) => isProgram(join(one, name))))
  return found === undefined ? undefined : { command: found, args: [] }
}

/** Runs it on the files, in this terminal if it wants that, until it ends. Rejects when it cannot be started. */
export function runEditor({ command, args }: Editor, files: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args, ...files], { stdio: 'inherit' })
    child.on('error', reject)
    child.on('close', () => resolve())
  })
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

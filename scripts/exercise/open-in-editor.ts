import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { cliMessages as text } from '../../web/messages/en/exercise-cli.ts'

type Editor = { command: string; args: string[] }

/**
 * Opens files in the learner's own editor, which gets the terminal by `lend` until it ends; says how that went, as a
 * sentence. Undefined when there is no editor that is known.
 */
export async function openInEditor({
  path,
  files,
  lend,
}: {
  path: string
  files: readonly { name: string }[]
  lend: (work: () => Promise<void>) => Promise<void>
}): Promise<string | undefined> {
  const editor = findEditor(process.env)
  if (!editor) return undefined
  const paths = files.map(({ name }) => join(path, name))
  try {
    await lend(() => runEditor(editor, paths))
    return text.opened(editor.command)
  } catch (error) {
    return text.notOpened(editor.command, error instanceof Error ? error.message : String(error))
  }
}

/** $VISUAL, $EDITOR, or Visual Studio Code where it is on PATH. */
function findEditor(env: Record<string, string | undefined>): Editor | undefined {
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
function runEditor({ command, args }: Editor, files: string[]): Promise<void> {
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

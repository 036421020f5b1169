import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import { todoLines } from '../../web/exercises/todo-lines.ts'
import { cliMessages as text } from './messages.ts'

type Editor = { command: string; args: string[] }

/**
 * Opens the file with the first TODO, there if the editor can, else the first file, in the learner's own editor, which gets
 * the terminal by `lend` until it ends; says how that went, as a sentence. Undefined when there is no editor that is known.
 * One file only: of several at once vi refuses to be quit before all were looked at.
 */
export async function openInEditor({
  path,
  files,
  lend,
}: {
  path: string
  files: readonly { name: string; content: string }[]
  lend: (work: () => Promise<void>) => Promise<void>
}): Promise<string | undefined> {
  const editor = findEditor(process.env)
  if (!editor) return undefined
  const file = files.find(({ content }) => todoLines(content).length > 0) ?? files[0]
  if (!file) return undefined
  const [line] = todoLines(file.content)
  const place = placeFor(editor.command, join(path, file.name), line)
  try {
    await lend(() => runEditor(editor, place))
    return text.opened(editor.command)
  } catch (error) {
    return text.notOpened(editor.command, error instanceof Error ? error.message : String(error))
  }
}

/** How editors are told a line, where there is one to tell. */
function placeFor(command: string, path: string, line: number | undefined): string[] {
  const name = basename(command)
  if (line === undefined) return [path]
  if (/^(code|code-insiders|codium|cursor)$/.test(name)) return ['--goto', `${path}:${line}`]
  if (/^(n?vim?|vim\.\w+|view|nano|pico|emacs|emacsclient|micro|kak|joe|ne|mcedit)$/.test(name))
    return [`+${line}`, path]
  return [path]
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

/** Runs it on a file, in this terminal if it wants that, until it ends. Rejects when it cannot be started. */
function runEditor({ command, args }: Editor, place: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args, ...place], { stdio: 'inherit' })
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

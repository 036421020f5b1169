import { fileURLToPath } from 'node:url'
import type { CodePlace } from '../contract.ts'

/**
 * The innermost frame of a stack that lies in the learner's folder (a path without a slash at its end), as a name in it;
 * undefined when there is none.
 */
export function learnerPlace(stack: string, folder: string): CodePlace | undefined {
  for (const line of stack.split('\n')) {
    const frame = /^\s*at .*?((?:file:\/\/)?\/?[^\s()]*[/\\][^()]*?):(\d+):(\d+)\)?$/.exec(line)
    if (!frame) continue
    const [, where = '', row, column] = frame
    const file = where.startsWith('file:') ? pathOf(where) : where
    if (!file.startsWith(`${folder}/`)) continue
    return { file: file.slice(folder.length + 1), line: Number(row), column: Number(column) }
  }
  return undefined
}

function pathOf(url: string): string {
  const [plain = ''] = url.split('?')
  try {
    return fileURLToPath(plain)
  } catch {
    // Half an address, out of a message that looks like a stack.
    return ''
  }
}

// What is wrong with a Lua script as such, whatever it is for.
import type { CodeProblem, ExerciseFile } from '../contract.ts'

/** Asks Valkey; an error reply is a value. */
type AskValkey = (args: string[]) => Promise<{ error?: string }>

/** Why Valkey cannot compile the scripts: it has to try. */
export async function luaProblems(files: ExerciseFile[], ask: AskValkey): Promise<CodeProblem[]> {
  const scripts = files.filter(({ language }) => language === 'lua')
  const found = await Promise.all(
    scripts.map(async ({ name, content }) => {
      if (content.startsWith('\uFEFF')) return [{ file: name, line: 1, message: byteOrderMark }]
      const { error } = await ask(['SCRIPT', 'LOAD', content])
      return error === undefined ? [] : [problem(name, error)]
    }),
  )
  return found.flat()
}

const byteOrderMark =
  'the file begins with a byte order mark (BOM), an invisible character. Save it as "UTF-8", not as "UTF-8 with BOM"'

/** "ERR Error compiling script (new function): user_script:5: '=' expected near 'x'" */
function problem(file: string, error: string): CodeProblem {
  const [, line, said] = /user_script:(\d+): ([\s\S]*)$/.exec(error) ?? []
  return { file, line: line ? Number(line) : 1, message: (said ?? error).trim() }
}

/**
 * What compiles, and fails or answers nothing when it runs: a variable that is set without `local`, which Valkey refuses,
 * and a script without `return`. They say more about a failing check than the check does.
 */
export function luaFaults({ name: file, content, language }: ExerciseFile): CodeProblem[] {
  if (language !== 'lua') return []
  const code = withoutTexts(content)
  const faults = globalsSet(code).map(({ name, line }) => ({
    file,
    line,
    message: `${name} is set without local, and Valkey allows no global variables. Write: local ${name} = …`,
  }))
  if (/\breturn\b/.test(code)) return faults
  const line = content.trimEnd().split('\n').length
  const message = 'The script has no return, so its caller gets nothing (nil).'
  return [...faults, { file, line, message }]
}

/** Comments and strings as blanks; every line stays where it is. */
function withoutTexts(lua: string): string {
  const texts = /--\[\[[\s\S]*?\]\]|--.*|\[\[[\s\S]*?\]\]|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g
  return lua.replaceAll(texts, (text) => text.replaceAll(/[^\n]/g, ' '))
}

function globalsSet(code: string): { name: string; line: number }[] {
  const declared = [
    ...code.matchAll(/\blocal\s+(?:function\s+)?([\w\s,]+)/g),
    ...code.matchAll(/\bfor\s+([\w\s,]+?)\s*(?:=|\bin\b)/g),
    ...code.matchAll(/\bfunction\b[^(\n]*\(([^)]*)\)/g),
  ].flatMap(([, names = '']) => names.split(/[\s,]+/))
  const found: { name: string; line: number }[] = []
  let depth = 0
  for (const [at, line] of code.split('\n').entries()) {
    // Within braces it is a field of a table.
    const name = depth === 0 ? /^\s*([A-Za-z_]\w*)\s*=(?!=)/.exec(line)?.[1] : undefined
    if (name && !declared.includes(name)) found.push({ name, line: at + 1 })
    depth += line.split(/[{(]/).length - line.split(/[})]/).length
  }
  return found
}

import type { CodeProblem, ExerciseFile } from '../contract.ts'

/** Asks Valkey; an error reply is a value. */
export type AskValkey = (args: string[]) => Promise<{ error?: string; reply?: string }>

/** What Valkey itself says when it compiles the scripts: it has to run them. */
export async function luaProblems(files: ExerciseFile[], ask: AskValkey): Promise<CodeProblem[]> {
  const scripts = files.filter(({ language }) => language === 'lua')
  const found = await Promise.all(
    scripts.map(async ({ name, content }) => {
      const { error } = await ask(['SCRIPT', 'LOAD', content])
      return error === undefined ? [] : [problem(name, error)]
    }),
  )
  return found.flat()
}

/** "ERR Error compiling script (new function): user_script:5: '=' expected near 'x'" */
function problem(file: string, error: string): CodeProblem {
  const [, line, said] = /user_script:(\d+): ([\s\S]*)$/.exec(error) ?? []
  return { file, line: line ? Number(line) : 1, message: (said ?? error).trim() }
}

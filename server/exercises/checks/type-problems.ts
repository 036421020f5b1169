import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CodeProblem, ExerciseFile } from '../contract.ts'

const patienceMs = 15_000

/**
 * What TypeScript says about the files in `folder`, by the rules of the checkout at `root` without those about unused names,
 * which come and go while one writes. Nothing is written beside the learner's files. Empty when the compiler cannot be run,
 * on a full disk for example.
 */
export async function typeProblems({
  files,
  folder,
  root,
}: {
  files: ExerciseFile[]
  folder: string
  root: string
}): Promise<CodeProblem[]> {
  const names = files.filter(({ language }) => language === 'typescript').map(({ name }) => name)
  if (names.length === 0) return []
  const place = await mkdtemp(join(tmpdir(), 'workbook-types-')).catch(() => undefined)
  if (place === undefined) return []
  try {
    const config = join(place, 'tsconfig.json')
    await writeFile(config, JSON.stringify(settings({ names, folder, root })))
    const said = await runCompiler([join(root, 'node_modules/typescript/lib/tsc.js'), '-p', config])
    return readProblems(said, folder)
  } catch {
    return []
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

function settings({ names, folder, root }: { names: string[]; folder: string; root: string }) {
  return {
    extends: join(root, 'tsconfig.json'),
    files: names.map((name) => join(folder, name)),
    include: [],
    compilerOptions: {
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
      noUnusedLocals: false,
      noUnusedParameters: false,
      // For a workspace outside of the checkout, which has no node_modules above it. A package without types of its own
      // would be found first, and be taken for one without any.
      paths: { '*': [join(root, 'node_modules/@types/*'), join(root, 'node_modules/*')] },
    },
  }
}

/** Everything it wrote; it ends with an error code when it has found something. */
function runCompiler(args: string[]): Promise<string> {
  return new Promise((resolve) => {
    const options = { timeout: patienceMs, killSignal: 'SIGKILL' as const }
    execFile(process.execPath, [...args, '--pretty', 'false'], options, (_error, stdout) =>
      resolve(stdout),
    )
  })
}

/** `rate-limit.ts(12,7): error TS2304: Cannot find name 'limitt'.`, and what is indented below it. */
function readProblems(said: string, folder: string): CodeProblem[] {
  const found: CodeProblem[] = []
  for (const line of said.split('\n')) {
    const [, file = '', row, column, message = ''] =
      /^(.+?)\((\d+),(\d+)\): error (TS\d+: .*)$/.exec(line) ?? []
    const last = found.at(-1)
    if (row) {
      const name = file.slice(file.lastIndexOf('/') + 1)
      found.push({ file: name, line: Number(row), column: Number(column), message })
    } else if (last && /^\s+\S/.test(line)) last.message += `\n${line.trimEnd()}`
  }
  return found.filter(({ file }) => !file.includes(folder)).map(withoutOverloads)
}

/**
 * Of a function with several forms TypeScript explains why the last one does not fit, at the line where the call begins:
 * of `new Redis({ … })` that it takes no text. What is wrong may stand in a later line.
 */
function withoutOverloads(problem: CodeProblem): CodeProblem {
  const [first = ''] = problem.message.split('\n')
  if (!first.startsWith('TS2769:')) return problem
  const plainly =
    'Something in the call that begins here is none of what it takes: look for a misspelt option, or a value of another type.'
  return { ...problem, message: `${first} ${plainly}` }
}

// Checks mutants as the workbook checks a learner's folder: in a process of its own, on a Valkey of the checks.
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createChecker, type Outcome } from '../../server/exercises/checks/checker.ts'
import type { ExerciseFile } from '../../server/exercises/contract.ts'
import { openCliValkey } from '../exercise/open-cli-valkey.ts'
import type { Files } from './mutant.ts'

export type MutantChecker = {
  check(subject: { lesson: string; names: string[]; files: Files }): Promise<Outcome>
  close(): Promise<void>
}

/** One checker with its own Valkey and its own folder; it checks one mutant at a time. */
export async function openMutantChecker({
  root,
  log,
}: {
  root: string
  log: (line: string) => void
}): Promise<MutantChecker> {
  const scratch = await mkdtemp(join(tmpdir(), 'workbook-mutants-'))
  let opened: Awaited<ReturnType<typeof openCliValkey>> | undefined
  const checker = createChecker({
    root,
    async openValkey() {
      await opened?.close()
      opened = await openCliValkey({ env: process.env, root, log })
      return opened.valkey
    },
  })
  return {
    async check({ lesson, names, files }) {
      // The same folder for each mutant of a lesson, so that the process that is kept warm fits the next one.
      const folder = join(scratch, lesson)
      await rm(folder, { recursive: true, force: true })
      await mkdir(folder)
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
      return await checker.check({
        lesson,
        folder,
        names,
        files: Object.entries(files).map(([name, text]) => asExerciseFile(name, text)),
      })
    },
    async close() {
      await checker.close()
      await opened?.close()
      await rm(scratch, { recursive: true, force: true })
    },
  }
}

function asExerciseFile(name: string, content: string): ExerciseFile {
  const version = createHash('sha256').update(content).digest('hex')
  return { name, content, version, language: name.endsWith('.lua') ? 'lua' : 'typescript' }
}

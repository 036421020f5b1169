import type { ExerciseFile } from './contract.ts'
import { readFolder, withContent } from './exercise-files.ts'

/** The course marks so what a lesson's text shows of a file; see lessons/README.md. */
const marker = /^[ \t]*(?:\/\/|--) (?:end)?region: .*\n?/gm

/** The files of a lesson's exercise/ or solution/ as a learner gets them: without what the course marks in them for itself. */
export async function readGiven(folder: string, shown: string): Promise<ExerciseFile[]> {
  const { files } = await readFolder(folder, shown)
  return files.map((file) => withContent(file, file.content.replaceAll(marker, '')))
}

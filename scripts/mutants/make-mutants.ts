// All mutants of an exercise, in a fixed order: changes made by rule, changes made by hand, and the known mistakes.
import { byHand } from './by-hand/by-hand.ts'
import { isNotAsked } from './equivalent.ts'
import type { Change, Correct, Files, Mutant } from './mutant.ts'
import { mutateLua } from './mutate-lua.ts'
import { mutateTypeScript } from './mutate-typescript.ts'
import { readCorrect, readMistakes } from './read-correct.ts'

/** Mutants of the exercise of `lesson`, each with another id. Throws when a change by hand finds no place. */
export function makeMutants({ root, lesson }: { root: string; lesson: string }): Mutant[] {
  const exercise = lesson.slice(0, 2)
  const correct = readCorrect({ root, lesson })
  const made = [
    ...correct
      .filter(({ label }) => label.startsWith('solution'))
      .flatMap((one) => byRule(exercise, one, one === correct[0] ? {} : (correct[0]?.files ?? {}))),
    ...byHand
      .filter((one) => one.exercise === exercise)
      .map(({ kind, what, of = 'solution', file, edits }) => {
        const from = correct.find(({ label }) => label === of)
        if (!from) throw new Error(`${exercise}: there is no ${of}`)
        let text = from.files[file] ?? ''
        for (const [before, after] of edits) {
          if (!text.includes(before))
            throw new Error(`${exercise}, ${what}: ${before} is not in ${file}`)
          text = text.replace(before, () => after)
        }
        return { kind, id: `${of}: ${what}`, files: { ...from.files, [file]: text } }
      }),
    ...readMistakes({ root, lesson }).map(({ label, files }) => ({
      kind: 'known mistake',
      id: label,
      files,
    })),
  ]
  const seen = new Map<string, number>()
  return made.map(({ kind, id, files }) => {
    const times = (seen.get(id) ?? 0) + 1
    seen.set(id, times)
    const own = times === 1 ? id : `${id} #${times}`
    return { exercise, lesson, kind, id: `${exercise} ${own}`, files }
  })
}

/** What is the same in `already` has been changed there. */
function byRule(
  exercise: string,
  { label, files }: Correct,
  already: Files,
): { kind: string; id: string; files: Correct['files'] }[] {
  return Object.entries(files).flatMap(([name, text]) => {
    const mutate = name.endsWith('.lua') ? mutateLua : mutateTypeScript
    if (already[name] === text) return []
    const asked = (change: Change) => !isNotAsked(exercise, lineOf(change, text))
    const changes = mutate(name, text).filter((change) => change.text !== text && asked(change))
    return changes.map((change) => ({
      kind: change.kind,
      id: `${label}/${name}: ${inWords(change, text)}`,
      files: { ...files, [name]: change.text },
    }))
  })
}

function lineOf({ text }: Change, before: string): string {
  let at = 0
  while (before[at] === text[at]) at += 1
  return before.split('\n')[before.slice(0, at).split('\n').length - 1] ?? ''
}

/** The changed line as it was and the change in it: `const x = a + 1 | + → -`. */
function inWords(change: Change, before: string): string {
  const { from, to } = change
  const short = (words: string) => words.replace(/\s+/g, ' ').trim().slice(0, 60)
  return `${short(lineOf(change, before))} | ${short(from)} → ${short(to) || 'nothing'}`
}

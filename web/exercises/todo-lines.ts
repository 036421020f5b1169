/** The lines of an exercise's file that say what is to be done there, counted from 1. */
export function todoLines(text: string): number[] {
  return text.split('\n').flatMap((line, at) => (/\bTODO\b/.test(line) ? [at + 1] : []))
}

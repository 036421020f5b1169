/**
 * Reads `highlight="2,4-6"`: the lines of a region, counted from 1, that the lesson marks.
 * @throws Error when it is no such list or names a line that the region doesn't have
 */
export function readMarkedLines(list: string | undefined, lineCount: number): Set<number> {
  const marked = new Set<number>()
  if (list === undefined) return marked
  for (const part of list.split(',')) {
    const match = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part)
    const first = Number(match?.[1])
    const last = Number(match?.[2] ?? match?.[1])
    if (!(first >= 1 && first <= last && last <= lineCount)) {
      throw new Error(
        `highlight="${list}" must be lines such as "2,4-6", from 1 to ${lineCount} here`,
      )
    }
    for (let line = first; line <= last; line += 1) marked.add(line)
  }
  return marked
}

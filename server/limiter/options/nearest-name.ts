// What the users of other limiters call the same thing.
const otherNames: Record<string, string> = {
  max: 'limit',
  points: 'limit',
  windowms: 'windowSeconds',
  duration: 'windowSeconds',
  redis: 'valkey',
  client: 'valkey',
  store: 'valkey',
  standardheaders: 'headers',
  legacyheaders: 'headers',
  dryrun: 'shadow',
  timeout: 'deadlineMs',
  timeoutms: 'deadlineMs',
}

/** The known name that was probably meant, or undefined when none is near: at most a third of its letters differ. */
export function nearestName(unknown: string, known: readonly string[]): string | undefined {
  const wanted = unknown.toLowerCase().slice(0, 40)
  const other = Object.hasOwn(otherNames, wanted) ? otherNames[wanted] : undefined
  if (other !== undefined && known.includes(other)) return other
  const ranked = known
    .map((name) => ({ name, edits: editsBetween(wanted, name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= Math.max(1, name.length / 3))
    .toSorted((one, another) => one.edits - another.edits)
  return ranked[0]?.name
}

/** Levenshtein distance: how many letters to insert, delete or replace. */
function editsBetween(one: string, another: string): number {
  let row = Array.from({ length: another.length + 1 }, (_, i) => i)
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= another.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === another[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[another.length] ?? 0
}

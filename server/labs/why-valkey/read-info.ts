// What INFO says, as numbers. Source: https://valkey.io/commands/info/

/** The fields of an INFO answer, by name. */
export function readInfo(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of text.split('\r\n')) {
    const at = line.indexOf(':')
    if (at > 0 && !line.startsWith('#')) fields.set(line.slice(0, at), line.slice(at + 1))
  }
  return fields
}

/** A field as a number; 0 where the server does not say it. */
export function numberOf(fields: Map<string, string>, name: string): number {
  const value = Number(fields.get(name) ?? 0)
  return Number.isFinite(value) ? value : 0
}

/** The numbers of a field such as `cmdstat_get:calls=1,usec=2,usec_per_call=2.00`. */
export function readPairs(text: string): Map<string, number> {
  return new Map(
    text.split(',').flatMap((pair) => {
      const [name, value] = pair.split('=')
      return name === undefined || value === undefined ? [] : [[name, Number(value)] as const]
    }),
  )
}

/** How many keys all databases hold together. */
export function keysIn(fields: Map<string, string>): number {
  let keys = 0
  for (const [name, value] of fields) {
    if (/^db\d+$/.test(name)) keys += readPairs(value).get('keys') ?? 0
  }
  return keys
}

/** Calls, time per call and percentiles of each command, from INFO commandstats and latencystats. */
export function readCommands(fields: Map<string, string>) {
  const commands = []
  for (const [name, value] of fields) {
    if (!name.startsWith('cmdstat_')) continue
    const command = name.slice('cmdstat_'.length)
    const stats = readPairs(value)
    const spread = readPairs(fields.get(`latency_percentiles_usec_${command}`) ?? '')
    commands.push({
      command: command.replace('|', ' ').toUpperCase(),
      calls: stats.get('calls') ?? 0,
      usPerCall: stats.get('usec_per_call') ?? 0,
      p50Us: spread.get('p50') ?? null,
      p99Us: spread.get('p99') ?? null,
    })
  }
  return commands
}

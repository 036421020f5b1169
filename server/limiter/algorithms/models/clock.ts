// Lets a test choose the time a script sees; everything else is the script as it is.

/** The script with its clock handed in as ARGV[4], microseconds since 1970. Use times in the future of the real one. */
export function withClock(lua: string): string {
  const line = "local time = redis.call('TIME')"
  if (lua.split(line).length !== 2)
    throw new Error(`The script must read its clock once, by: ${line}`)
  return lua.replace(
    line,
    'local time = { math.floor(ARGV[4] / 1000000), math.fmod(ARGV[4], 1000000) }',
  )
}

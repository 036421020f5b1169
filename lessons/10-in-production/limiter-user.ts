/** A Valkey user that can do what the limiter does, and nothing else: the rules of `ACL SETUSER limiter …`. */
export function limiterUser(password: string): string[] {
  // region: rules
  const may = ['evalsha', 'eval', 'incr', 'incrby', 'pttl', 'expire', 'time', 'ping', 'info']
  const rules = ['reset', 'on', `>${password}`, '~rate:*', '-@all', ...may.map((one) => `+${one}`)]
  // endregion: rules
  return rules
}

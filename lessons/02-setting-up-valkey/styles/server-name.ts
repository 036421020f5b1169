// The certificate's name is written out, and what is not set is an option that is undefined.
const local = new Set(['localhost', '127.0.0.1', '::1'])

export function readConnectionSettings({
  VALKEY_HOST: host,
  VALKEY_PORT: port = '',
  VALKEY_PASSWORD: password = '',
  VALKEY_TLS: tls = '',
}: Record<string, string | undefined>) {
  if (host === undefined || host === '') throw new Error('VALKEY_HOST must name a machine.')
  if (!['', 'true', 'false'].includes(tls)) {
    throw new Error(`VALKEY_TLS is "${tls}": it can be true or false.`)
  }
  const encrypted = tls === 'true' || (tls === '' && !local.has(host))
  return {
    host,
    port: port === '' ? 6379 : toPort(port),
    password: password === '' ? undefined : password,
    tls: encrypted ? { servername: host } : undefined,
  }
}

function toPort(text: string): number {
  const number = Number(text)
  // Written again it must be the same text: that leaves no room for 1e3, 0x50 and blanks.
  if (String(number) !== text || !Number.isInteger(number) || number < 1 || number > 65_535) {
    throw new RangeError(`VALKEY_PORT is "${text}": it can be 1 to 65535.`)
  }
  return number
}

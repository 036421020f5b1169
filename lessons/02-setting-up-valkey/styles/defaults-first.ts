// Defaults and what is set are merged; a loop takes out what is empty.
const defaults = { VALKEY_PORT: '6379', VALKEY_PASSWORD: '', VALKEY_TLS: 'unset' }

export function readConnectionSettings(env: Record<string, string | undefined>) {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => Boolean(value)))
  const all: Record<string, string | undefined> = { ...defaults, ...set }
  const { VALKEY_HOST, VALKEY_PORT = '', VALKEY_PASSWORD, VALKEY_TLS = '' } = all
  if (!VALKEY_HOST) throw new Error('Set VALKEY_HOST, for example to 127.0.0.1')

  const port = /^0*([1-9]\d{0,4})$/.exec(VALKEY_PORT)?.[1]
  if (!port || +port > 0xffff) {
    throw new Error(`A port is a number up to 65535, but VALKEY_PORT=${VALKEY_PORT}`)
  }
  const encrypt = new Map([
    ['true', true],
    ['false', false],
    ['unset', !['localhost', '127.0.0.1', '::1'].includes(VALKEY_HOST)],
  ]).get(VALKEY_TLS)
  if (encrypt === undefined || env.VALKEY_TLS === 'unset') {
    throw new Error(`VALKEY_TLS=${VALKEY_TLS}: write true or false`)
  }
  return Object.assign(
    { host: VALKEY_HOST, port: Number(port) },
    VALKEY_PASSWORD ? { password: VALKEY_PASSWORD } : null,
    encrypt ? { tls: {} } : null,
  )
}

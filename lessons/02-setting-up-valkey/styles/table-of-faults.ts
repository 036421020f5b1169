// All rules in one table, looked through before anything is built.
type Env = Record<string, string | undefined>

const isPort = (text: string) => {
  const digits = [...text].every((one) => '0123456789'.includes(one))
  return digits && Number(text) > 0 && Number(text) <= 65_535
}

const rules: [name: string, isFine: (text: string) => boolean, must: string][] = [
  ['VALKEY_HOST', (text) => text.length > 0, 'name a machine'],
  ['VALKEY_PORT', (text) => text.length === 0 || isPort(text), 'be from 1 to 65535'],
  ['VALKEY_TLS', (text) => ['', 'true', 'false'].indexOf(text) >= 0, 'be true or false'],
]

export const readConnectionSettings = (env: Env) => {
  const textOf = (name: string) => env[name] ?? ''
  const broken = rules.find(([name, isFine]) => !isFine(textOf(name)))
  if (broken) throw new Error(`${broken[0]} must ${broken[2]}, got: ${textOf(broken[0])}`)

  const host = textOf('VALKEY_HOST')
  const here = host === 'localhost' || host === '127.0.0.1' || host === '::1'
  const settings: Record<string, unknown> = { host, port: Number(textOf('VALKEY_PORT') || 6379) }
  if (textOf('VALKEY_PASSWORD') !== '') settings.password = textOf('VALKEY_PASSWORD')
  if ((textOf('VALKEY_TLS') || String(!here)) === 'true')
    settings.tls = { rejectUnauthorized: true }
  return settings
}

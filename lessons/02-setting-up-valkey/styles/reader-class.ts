// A class that reads one variable after the other and fills in what was set.
type Settings = { host: string; port: number; password?: string; tls?: { servername?: string } }

class Reader {
  readonly #env: Record<string, string | undefined>

  constructor(env: Record<string, string | undefined>) {
    this.#env = env
  }

  text(name: string): string | undefined {
    return this.#env[name] || undefined
  }

  need(name: string): string {
    return this.text(name) ?? this.fail(name, 'set')
  }

  port(name: string): number | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    if (!/^[0-9]{1,5}$/.test(text)) this.fail(name, 'a number')
    const port = Number.parseInt(text, 10)
    return port > 0 && port < 2 ** 16 ? port : this.fail(name, 'between 1 and 65535')
  }

  flag(name: string): boolean | undefined {
    switch (this.text(name)) {
      case undefined:
        return undefined
      case 'true':
        return true
      case 'false':
        return false
      default:
        return this.fail(name, 'true or false')
    }
  }

  fail(name: string, what: string): never {
    throw new TypeError(`${name} must be ${what}, not ${JSON.stringify(this.#env[name])}`)
  }
}

export function readConnectionSettings(env: Record<string, string | undefined>): Settings {
  const reader = new Reader(env)
  const settings: Settings = { host: reader.need('VALKEY_HOST'), port: 6379 }
  settings.port = reader.port('VALKEY_PORT') ?? settings.port
  const password = reader.text('VALKEY_PASSWORD')
  if (password !== undefined) settings.password = password
  const isHere = /^(localhost|127\.0\.0\.1|::1)$/.test(settings.host)
  if (reader.flag('VALKEY_TLS') ?? !isHere) settings.tls = {}
  return settings
}

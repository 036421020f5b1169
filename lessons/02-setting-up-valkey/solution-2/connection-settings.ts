// Another way: a schema describes the variables, and zod finds what is wrong with them.
import { z } from 'zod'

const onThisMachine = ['localhost', '127.0.0.1', '::1']
const unset = z.literal('').transform(() => undefined)

const schema = z
  .object({
    VALKEY_HOST: z.string('is not set').min(1, 'is not set'),
    VALKEY_PORT: z
      .string()
      .regex(/^\d+$/)
      .transform(Number)
      .pipe(z.number().min(1).max(65_535))
      .or(unset)
      .optional(),
    VALKEY_PASSWORD: z.string().optional(),
    VALKEY_TLS: z.enum(['true', 'false']).or(unset).optional(),
  })
  .transform(({ VALKEY_HOST: host, VALKEY_PORT, VALKEY_PASSWORD: password, VALKEY_TLS }) => {
    const tls = VALKEY_TLS === undefined ? !onThisMachine.includes(host) : VALKEY_TLS === 'true'
    return {
      host,
      port: VALKEY_PORT ?? 6379,
      ...(password && { password }),
      ...(tls && { tls: {} }),
    }
  })

export function readConnectionSettings(env: Record<string, string | undefined>) {
  const { data, error } = schema.safeParse(env)
  if (data) return data
  const name = String(error.issues[0]?.path[0])
  // A password cannot be wrong here: every text may be one. So what is repeated is never a password.
  throw new Error(`${name} cannot be used, got "${env[name] ?? 'nothing'}".`)
}

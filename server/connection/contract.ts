// What `POST /api/connection-check` takes. The page imports types only.
import { z } from 'zod'
import { longest } from './bounds.ts'

const upTo = (field: keyof typeof longest) =>
  z.string().max(longest[field], `${field} is longer than ${longest[field]} characters`)

export const connectionBody = z.strictObject({
  host: upTo('host')
    .trim()
    .regex(/^[A-Za-z0-9._:-]+$/, 'host must be a host name or an IP address alone'),
  port: z
    .int('port must be a whole number')
    .min(1, 'port must be 1 or more')
    .max(65_535, 'port must be 65535 or less'),
  username: upTo('username').optional(),
  password: upTo('password').optional(),
  tls: z.boolean('tls must be true or false'),
  /** A PEM certificate to trust besides Node's own list. */
  ca: upTo('ca').optional(),
})

export type ConnectionToCheck = z.infer<typeof connectionBody>

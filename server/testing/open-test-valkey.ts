import { inject } from 'vitest'
import { connectValkey, type ValkeyConnection } from '../valkey/connect.ts'

/**
 * A ready connection to the Valkey of this test run. It is more patient than the workbook's own: thousands of cases at
 * once on a busy machine take longer than the half second that a request may.
 */
export async function openTestValkey(): Promise<ValkeyConnection> {
  const connection = connectValkey(inject('valkey'), { where: 'the test Valkey' })
  const cause = await connection.ready(10_000)
  if (cause) throw new Error(cause.sentence)
  connection.client.options.commandTimeout = 10_000
  return connection
}

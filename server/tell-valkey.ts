import type { LiveEvent } from './contract.ts'
import type { Keyspaces } from './keyspaces.ts'
import type { ValkeyStatus } from './valkey/contract.ts'
import type { Health } from './valkey/health.ts'

/** Returns what tells every open keyspace that Valkey is up again, and reads its keys anew, or down. */
export function tellValkey(keyspaces: Keyspaces, log: (line: string) => void) {
  return function tellStatus(status: ValkeyStatus): void {
    const event: LiveEvent = { event: 'valkey', data: status }
    for (const keyspace of keyspaces.all()) {
      keyspace.publish(event)
      if (status.up) void keyspace.keys.refresh()
    }
    log(status.up ? `Valkey is up: ${status.where}.` : `Valkey is down: ${status.cause}`)
  }
}

/** Why Valkey could not answer: while it is down what is known of that, else the error's own words. */
export function explainFailure(health: Health): (error: unknown) => string {
  return function explain(error) {
    const { up, cause } = health.status()
    return !up && cause ? cause : error instanceof Error ? error.message : String(error)
  }
}

import { type Compared, eachServer } from './compared.ts'
import type { MemoryEvent } from './contract.ts'
import { measureMemory } from './measure-memory.ts'

/** Memory per counter on a Valkey, then on a Redis where there is one. */
export function showMemory(
  compared: Compared,
  { counters }: { counters: number },
  send: (data: MemoryEvent) => void,
): Promise<void> {
  return eachServer(compared, { maxMemoryMb: 96 }, async (server, measured) => {
    const valkey = await server.connect({ settings: 'patient' })
    const result = await measureMemory({
      valkey,
      counters,
      signal: compared.signal,
      onProgress: (written, usedBytes) =>
        send({ kind: 'memory', ...measured, counters: written, usedBytes }),
    })
    send({ kind: 'memory result', ...measured, ...result })
  })
}

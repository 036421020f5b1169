import type { Redis } from 'ioredis'

/**
 * Processor time of the whole server since it started, in microseconds, all its threads together.
 * Source: https://valkey.io/commands/info/ (CPU)
 */
export async function valkeyCpuUs(valkey: Redis): Promise<number> {
  const info = await valkey.info('cpu')
  const seconds = (field: string) =>
    Number(new RegExp(`^used_cpu_${field}:(.+)$`, 'm').exec(info)?.[1])
  return (seconds('user') + seconds('sys')) * 1_000_000
}

import type { Redis } from 'ioredis'

/** Rejects with Valkey's own compile error. A Valkey that does not answer compiles nothing, and that is no error here. */
export async function compileScript(valkey: Redis, script: string): Promise<void> {
  try {
    await valkey.script('LOAD', script)
  } catch (error) {
    if (error instanceof Error && /compiling script/.test(error.message)) throw error
  }
}

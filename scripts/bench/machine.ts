// On what the figures were measured.
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, platform, release } from 'node:os'
import { join } from 'node:path'

const packages = [
  'express',
  'ioredis',
  'express-rate-limit',
  'rate-limit-redis',
  'rate-limiter-flexible',
]

export function describeMachine(root: string, valkey: { version: string; origin: string }) {
  const versionOf = (name: string): string => {
    const text = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')
    return JSON.parse(text).version
  }
  return {
    date: new Date().toISOString(),
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    system: `${platform()} ${release()}`,
    loadAtStart: loadavg()[0] ?? 0,
    node: process.version,
    valkey: { version: valkey.version, origin: valkey.origin },
    packages: Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
  }
}

// Bounds, defaults and lists of the lab "Why Valkey". The page loads them too, so nothing is imported here.

export const whyValkeyBounds = {
  counters: { least: 1000, most: 200_000 },
  ioThreads: { least: 2, most: 8 },
  connections: { least: 1, most: 100 },
  rounds: { least: 1, most: 10 },
  watchSeconds: { least: 1, most: 120 },
}

export const whyValkeyDefaults = {
  counters: 100_000,
  ioThreads: 2,
  connections: 50,
  rounds: 3,
  watchSeconds: 30,
}

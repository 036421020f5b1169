// Who may import whom. Folders on one line are side by side and do not import each other; an import goes down, to a
// lower line. Type imports count; tests are exempt, because they put parts together that do not know each other.

/** From the top down. A name is a folder, or the name of a file directly in the root. */
export const layers: Record<'web' | 'server', string[][]> = {
  web: [
    ['build'],
    ['app'],
    ['course'],
    ['exercises', 'playground', 'labs', 'room', 'console', 'my-limiter', 'connection', 'nextjs'],
    ['editor'],
    ['live', 'progress'],
    ['core'],
    ['ui'],
  ],
  server: [
    ['main.ts'],
    ['home', 'workshop'],
    ['app.ts'],
    ['keyspaces.ts'],
    ['keyspace-parts.ts'],
    ['contract.ts', 'config.ts'],
    [
      'labs',
      'exercises',
      'my-limiter',
      'console',
      'room',
      'nextjs',
      'connection',
      'checkout',
      'keyspace',
    ],
    ['inspector', 'progress'],
    ['live'],
    ['sandbox'],
    ['http'],
    ['valkey'],
    ['limiter'],
    ['process'],
  ],
}

/** Folders whose files may import nothing outside themselves but npm packages, and why. */
export const closed: [folder: RegExp, why: string][] = [
  [/^server\/limiter\//, 'the limiter is published as a package'],
  [/^lessons\/[^/]+\/(exercise|solution|solution-2|wrong|guide)\//, 'a learner copies this folder'],
]

/** What the page may import of the server: types of a contract, bounds without a schema library, and the registry of algorithms. */
export const contracts = /^server\/((.+\/)?(contract|bounds)|limiter\/algorithms\/algorithms)\.ts$/

/** Files that only tests import. */
export const testFiles =
  /\.test\.tsx?$|^server\/testing\/|^web\/e2e\/|^server\/limiter\/.*\/models?(\/|\.ts$)/

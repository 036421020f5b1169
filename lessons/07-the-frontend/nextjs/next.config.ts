import type { NextConfig } from 'next'

// A rewrite's address is fixed by the build: another address needs another build.
// region: rewrites
const api = process.env.API_URL ?? 'http://127.0.0.1:3000'

const rewrites = async () => [
  { source: '/api/saka', destination: `${api}/api/nextjs/trusts-one-hop/saka` },
  // These two are there to be seen failing: server.mjs leaves them as `next start` would.
  {
    source: '/as-next-start/:door(trusts-nobody|trusts-one-hop)/saka',
    destination: `${api}/api/nextjs/:door/saka`,
  },
]
// endregion: rewrites

const config: NextConfig = {
  rewrites,
  poweredByHeader: false,
  // The repository around this app has a lockfile of its own.
  turbopack: { root: import.meta.dirname },
}

export default config

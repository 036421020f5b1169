/** How to run one program: never holds a password. */
export type Command = { command: string; args: string[]; env?: Record<string, string> }

/** A valkey-server binary that was seen to run on this machine. */
export type BinarySource = {
  kind: 'binary'
  /** For example "8.1.1": what the server says of itself. */
  version: string
  /** A Debian build carries its security patches in this revision ("8.1.1+dfsg1-3+deb13u3"), not in the version. */
  packageVersion?: string
  /** Where it comes from, for people: "valkey-server on PATH (/usr/bin/valkey-server)". */
  origin: string
  server: Command
  /** The valkey-cli that came with it, null when there is none beside it. */
  cli: Command | null
}

/** An image that a reachable Docker engine holds. */
export type DockerSource = { kind: 'docker'; version: string; origin: string; image: string }

/** Something that `startEmbeddedValkey` can start. */
export type ValkeySource = BinarySource | DockerSource

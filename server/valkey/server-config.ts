/** What a private server is told. */
type ServerConfig = { port: number; password: string; bind: string }

/**
 * Configuration of a server for one learner: nothing kept on disk, every client needs the password, and a
 * full memory refuses writes instead of dropping counters (an evicted counter lets a blocked client in).
 * Directives known since Valkey 7.2: https://valkey.io/topics/valkey.conf/
 */
export function serverConfig({ port, password, bind }: ServerConfig): string[] {
  return [
    `bind ${bind}`,
    `port ${port}`,
    `requirepass ${password}`,
    'protected-mode yes',
    'daemonize no',
    'save ""',
    'appendonly no',
    'maxmemory 256mb',
    'maxmemory-policy noeviction',
    'proto-max-bulk-len 1mb',
  ]
}

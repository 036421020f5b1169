import { type OsRelease, readOsRelease } from './os-release.ts'

/** The one thing to do on this platform to get a valkey-server, as the end of a sentence. */
export function installHint(
  platform: NodeJS.Platform = process.platform,
  { family, codename }: OsRelease = readOsRelease(),
): string {
  if (platform === 'win32') {
    return 'run the workbook inside WSL2 (`wsl --install`, then clone and start it there)'
  }
  if (platform === 'darwin') return 'install one with `brew install valkey`'
  if (codename === 'bookworm' && family.includes('debian')) {
    return 'install one from the backports with `sudo apt-get install -t bookworm-backports valkey-server`'
  }
  for (const system of family) {
    const command = commands[system]
    if (command) return `install one with \`${command}\``
  }
  return 'install Valkey (https://valkey.io/download/) or start Docker'
}

const commands: Record<string, string> = {
  alpine: 'apk add valkey',
  arch: 'sudo pacman -S valkey',
  debian: 'sudo apt-get install valkey-server',
  fedora: 'sudo dnf install valkey',
  rhel: 'sudo dnf install valkey',
  suse: 'sudo zypper install valkey',
  ubuntu: 'sudo apt-get install valkey-server',
}

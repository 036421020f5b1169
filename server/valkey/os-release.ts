import { readFileSync } from 'node:fs'

/** What /etc/os-release says of a Linux system. https://www.freedesktop.org/software/systemd/man/os-release.html */
export type OsRelease = {
  /** The system and those it descends from, nearest first: ["linuxmint", "ubuntu", "debian"]. */
  family: string[]
  /** "bookworm"; empty where a system has no code names. */
  codename: string
  /** The code name of the Ubuntu release a derivative is built on, if it says so. */
  ubuntuCodename: string
}

/** Reads /etc/os-release; a system without one (macOS) has an empty family. */
export function readOsRelease(file = '/etc/os-release'): OsRelease {
  let text = ''
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
  }
  const field = (name: string) =>
    new RegExp(`^${name}=["']?([^"'\n]*)`, 'm').exec(text)?.[1]?.trim() ?? ''
  return {
    family: `${field('ID')} ${field('ID_LIKE')}`.split(' ').filter(Boolean),
    codename: field('VERSION_CODENAME') || field('DEBIAN_CODENAME'),
    ubuntuCodename: field('UBUNTU_CODENAME'),
  }
}

import { createReadStream, createWriteStream, rmSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createGzip } from 'node:zlib'
import { create, replace } from 'tar'

const starters = fileURLToPath(new URL('./starters', import.meta.url))
const tellEveryMs = 5000

/**
 * Writes `files` under one folder `name`, with this very Node in `node/bin/` and what starts it, and compresses all of it.
 * A draft as large as what goes in lies beside `file` meanwhile.
 */
export async function writeArchive({
  root,
  name,
  files,
  file,
  signal,
  log,
}: {
  root: string
  name: string
  files: string[]
  file: string
  signal: AbortSignal
  log: (line: string) => void
}): Promise<void> {
  const draft = `${file}.draft`
  const options = { file: draft, portable: true, follow: false }
  let packed = 0
  let toldAt = performance.now()
  const onWriteEntry = () => {
    signal.throwIfAborted()
    packed += 1
    if (performance.now() - toldAt < tellEveryMs) return
    toldAt = performance.now()
    log(`  ${Math.round((packed / files.length) * 100)} %`)
  }
  try {
    await create({ ...options, cwd: root, prefix: name, onWriteEntry }, files)
    const node = process.execPath
    await replace({ ...options, cwd: dirname(node), prefix: `${name}/node/bin` }, [basename(node)])
    await replace({ ...options, cwd: starters, prefix: name }, [
      'start',
      'workshop',
      'READ-ME-FIRST.txt',
    ])
    log('  compressing')
    await pipeline(createReadStream(draft), createGzip({ level: 6 }), createWriteStream(file), {
      signal,
    })
  } finally {
    rmSync(draft, { force: true })
  }
}

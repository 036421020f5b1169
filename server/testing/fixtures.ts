// `test` with what several test files open. A fixture is opened when a test names it, and closed after the test or file.
import { expect, test } from 'vitest'
import { openTestRoom } from './open-test-room.ts'
import { openTestValkey } from './open-test-valkey.ts'

/** `connection`: a ready connection to the run's Valkey, one for each test file. */
export const valkeyTest = test.extend(
  'connection',
  { scope: 'file' },
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of the fixtures that this one needs.
  async ({}, { onCleanup }) => {
    const connection = await openTestValkey()
    onCleanup(connection.close)
    return connection
  },
)

/** `room`: a room of the test's own. Fails when anything went wrong in it. */
// biome-ignore lint/correctness/noEmptyPattern: as above.
export const roomTest = test.extend('room', async ({}, { onCleanup }) => {
  const room = await openTestRoom()
  onCleanup(async () => {
    await room.close()
    expect(room.errors).toEqual([])
  })
  return room
})

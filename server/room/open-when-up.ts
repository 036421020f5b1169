/**
 * Opens the room once, as soon as Valkey answers, where it did not when this process was started. An attempt that fails
 * is made again when Valkey has come up again. Returns what gives up.
 */
export function openWhenUp({
  health,
  open,
  onError,
}: {
  health: {
    status(): { up: boolean }
    onChange(listener: (status: { up: boolean }) => void): () => void
  }
  open: () => Promise<void>
  onError: (error: unknown) => void
}): () => void {
  const stop = health.onChange(tryWhenUp)
  tryWhenUp(health.status())
  return stop

  function tryWhenUp({ up }: { up: boolean }): void {
    if (up) open().then(stop, onError)
  }
}

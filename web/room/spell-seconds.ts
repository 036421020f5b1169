/** Whole seconds as on a clock: 4:05. */
export function spellSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

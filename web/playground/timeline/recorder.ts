import { emptyRecording, type Recording, type RecordingAction, record } from './timeline-state.ts'

export type Recorder = {
  recording(): Recording
  apply(action: RecordingAction): void
  /** Calls `listener` after every change, until the returned function is called. */
  onChange(listener: () => void): () => void
}

/** Holds the recording outside of React: it grows with every request, and is drawn at most thirty times a second. */
export function createRecorder(): Recorder {
  let recording = emptyRecording
  const listeners = new Set<() => void>()
  return {
    recording: () => recording,
    apply(action) {
      recording = record(recording, action)
      for (const listener of listeners) listener()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

// One Lua exercise of a room: what was given out, what the learner typed, and what its checks said.

import { useCallback, useEffect, useRef, useState } from 'react'
import type {
  CheckLua,
  CheckRun,
  CodePlace,
  LuaExercise,
} from '../../../server/exercises/contract.ts'
import { ask, type Reply } from '../../core/ask.ts'
import { setExerciseOpen } from '../../core/exercise-open.ts'
import { loadSession } from '../../core/session.ts'
import { readStored, writeStored } from '../../core/stored.ts'
import { lessonOf } from '../../progress/progress-state.ts'
import { useProgress, useProgressStore } from '../../progress/useProgress.ts'
import { keepHints, readHints } from '../kept-hints.ts'
import { nameForLesson } from '../name-for-lesson.ts'
import type { LuaWork } from './lua-exercise-state.ts'

/** Others may go before, and the longest run takes 45 s. */
const checkWithinMs = 300_000

export type LuaTrouble = Exclude<Reply<never>, { is: 'answered' }>

export function useLuaExercise(lesson: string) {
  const path = `/api/lua-exercises/${encodeURIComponent(lesson)}`
  const progress = useProgressStore()
  const solved = lessonOf(useProgress(), lesson).exercises.exercise !== undefined
  const [own, setOwn] = useState<{ id: string; given: LuaExercise } | null>(null)
  const [content, setContent] = useState('')
  const [aside, setAside] = useState<string | null>(null)
  const [checked, setChecked] = useState<LuaWork['checked']>(null)
  const [checkingSince, setCheckingSince] = useState<string | null>(null)
  const [hints, setHints] = useState(() => readHints(lesson))
  const [place, setPlace] = useState<CodePlace | null>(null)
  const [trouble, setTrouble] = useState<LuaTrouble | null>(null)
  const checking = useRef(false)

  const load = useCallback(async () => {
    const session = await loadSession()
    const reply = await ask<LuaExercise>(path)
    if (reply.is === 'answered') {
      const given = reply.body
      const id = (session.mode === 'room' && session.you?.id) || 'nobody'
      setOwn({ id, given })
      setContent(readScript(id, lesson) ?? given.original.content)
      setTrouble(null)
    } else setTrouble(reply)
  }, [path, lesson])
  useEffect(() => void load(), [load])

  function type(next: string): void {
    setContent(next)
    if (!own) return
    keepScript(own.id, lesson, next === own.given.original.content ? null : next)
    // Whoever works on it is not taken elsewhere.
    setExerciseOpen(lesson)
  }

  async function check(): Promise<void> {
    if (!own || checking.current) return
    checking.current = true
    setExerciseOpen(lesson)
    setTrouble(null)
    setCheckingSince(new Date().toISOString())
    const sent: CheckLua = { content }
    const reply = await ask<CheckRun>(`${path}/check`, { body: sent, withinMs: checkWithinMs })
    checking.current = false
    setCheckingSince(null)
    if (reply.is === 'answered') {
      setChecked({ content, run: reply.body })
      if (reply.body.state === 'passed') progress.sync()
    } else setTrouble(reply)
  }

  const work: LuaWork | null = own && {
    given: own.given,
    content,
    checked,
    checkingSince,
    hints,
    place,
    solved,
  }
  return {
    work,
    trouble,
    load,
    type,
    check,
    goTo: (next: CodePlace) => setPlace({ ...next }),
    showHints(next: number[]) {
      keepHints(lesson, next)
      setHints(next)
    },
    /** What was typed before the learner started over. */
    aside,
    startOver() {
      if (!own) return
      setAside(content)
      type(own.given.original.content)
    },
    bringBack() {
      if (aside === null) return
      type(aside)
      setAside(null)
    },
  }
}

// What a learner typed stays in this browser, for this room and lesson: their id is another one in each room.
const nameOf = (id: string, lesson: string) => nameForLesson(`lua-exercise:${id}`, lesson)

export function readScript(id: string, lesson: string): string | null {
  return readStored(nameOf(id, lesson))
}

/** null: there is nothing to keep. */
export function keepScript(id: string, lesson: string, content: string | null): void {
  writeStored(nameOf(id, lesson), content)
}

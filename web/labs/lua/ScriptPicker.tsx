import { useId } from 'react'
import { luaLabMessages as texts } from './messages.ts'
import { type Script, scripts, textOf } from './scripts.ts'

const groups = [
  'limiter',
  'mistakes',
  'hostile',
  'hostileMemory',
  'hostileReply',
  'hostileCommand',
] as const

/** Puts one of the known scripts into the editor. An edited script is the reader's own; undo in the editor brings it back. */
export function ScriptPicker({
  script,
  onPick,
}: {
  script: string
  onPick: (picked: Script) => void
}) {
  const id = useId()
  const current = scripts.find((one) => textOf(one) === script)
  return (
    <p className="row script-picker">
      <label htmlFor={id}>{texts.begin}</label>
      <select
        id={id}
        value={current?.name ?? ''}
        onChange={({ target }) => {
          const picked = scripts.find(({ name }) => name === target.value)
          if (picked) onPick(picked)
        }}
      >
        {!current && <option value="">{texts.own}</option>}
        {groups.map((group) => (
          <optgroup key={group} label={texts.groups[group]}>
            {scripts
              .filter((one) => one.group === group)
              .map(({ name }) => (
                <option key={name} value={name}>
                  {texts.scripts[name]}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      {current && <code className="quiet">{current.file}</code>}
    </p>
  )
}

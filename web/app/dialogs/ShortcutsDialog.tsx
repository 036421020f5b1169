import { useStored, writeStored } from '../../core/stored.ts'
import { Modal } from '../../ui/Modal.tsx'
import { shortcutMessages as text } from '../palette/messages.ts'
import { type Shortcut, shortcuts } from '../shell/shortcuts.ts'
import type { DialogProps } from './dialog-props.ts'

const groups = ['everywhere', 'go', 'live', 'page'] as const

export default function ShortcutsDialog({ onClose }: DialogProps) {
  const singleKeys = useStored('single-keys') !== 'off'
  return (
    <Modal title={text.title} className="modal-shortcuts" onClose={onClose}>
      <div className="shortcut-groups">
        {groups.map((group) => (
          <section key={group} aria-label={text.groups[group]}>
            <h3>{text.groups[group]}</h3>
            <dl>
              {shortcuts
                .filter((shortcut) => shortcut.group === group)
                .map((shortcut) => (
                  <div key={shortcut.keys.join()}>
                    <dt>{text.names[shortcut.command]}</dt>
                    <dd>
                      <Keys keys={shortcut.keys} />
                    </dd>
                  </div>
                ))}
              {group === 'everywhere' && (
                <div>
                  <dt>{text.names.escape}</dt>
                  <dd>
                    <kbd>Esc</kbd>
                  </dd>
                </div>
              )}
            </dl>
          </section>
        ))}
      </div>
      <label className="switch">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => writeStored('single-keys', event.target.checked ? null : 'off')}
        />
        <span>{text.singleKeys}</span>
      </label>
      <p className="quiet">{text.singleKeysHint}</p>
    </Modal>
  )
}

function Keys({ keys }: Pick<Shortcut, 'keys'>) {
  const [first = '', second] = keys
  if (second === undefined) return <kbd>{first}</kbd>
  if (first === 'mod') {
    return (
      <kbd>
        {isMac() ? '⌘' : 'Ctrl+'}
        {second.toUpperCase()}
      </kbd>
    )
  }
  return (
    <>
      <kbd>{first}</kbd> <span className="quiet">{text.pair}</span> <kbd>{second}</kbd>
    </>
  )
}

function isMac(): boolean {
  return /Mac|iP(hone|ad|od)/.test(navigator.userAgent)
}

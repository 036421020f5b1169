import { useEffect, useState } from 'react'
import type { JoinLink } from '../../../server/room/contract.ts'
import { ask } from '../../core/ask.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { boardMessages } from './messages.ts'
import { Panel } from './Panel.tsx'

const text = boardMessages.join

/** The link, its code and its QR code, as large as a wall needs them. */
export function JoinPanel() {
  const [link, setLink] = useState<JoinLink | null>(null)
  const [large, setLarge] = useState(false)
  useEffect(() => {
    let here = true
    void ask<JoinLink>('/api/board/join').then((reply) => {
      if (here && reply.is === 'answered') setLink(reply.body)
    })
    return () => {
      here = false
    }
  }, [])
  if (!link) return null
  const shown = link.url.replace(/#.*$/, '')
  return (
    <Panel title={text.title}>
      <img className="join-qr" src="/api/board/qr.svg" alt={text.qr} width="200" height="200" />
      <div className="command">
        <code>{shown}</code>
        <CopyButton text={link.url} label={text.copy} />
      </div>
      <p>
        {text.code} <strong className="join-code-shown">{link.code}</strong>
      </p>
      <button type="button" className="button" onClick={() => setLarge(true)}>
        {text.large}
      </button>
      {large && (
        <Modal title={text.title} className="join-large" onClose={() => setLarge(false)}>
          <img src="/api/board/qr.svg" alt={text.qr} />
          <p className="join-large-url">{shown}</p>
          <p className="join-large-code">{link.code}</p>
        </Modal>
      )}
    </Panel>
  )
}

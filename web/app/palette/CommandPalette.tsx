// Search and commands in one field, by keyboard alone: a combobox with its list.
// Pattern: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
import { lessons } from 'virtual:lessons'
import { useEffect, useId, useRef, useState } from 'react'
import { messages } from '../../core/messages.ts'
import { changeSetting } from '../../core/page-settings.ts'
import { lessonPath } from '../../core/routes.ts'
import type { Found } from '../../course/search/search.ts'
import { useSearch } from '../../course/search/useSearch.ts'
import { Modal } from '../../ui/Modal.tsx'
import type { DialogProps } from '../dialogs/dialog-props.ts'
import { useCommands } from '../shell/useCommands.ts'
import { findablePages } from './findable-pages.ts'
import { paletteMessages as text } from './messages.ts'
import { PaletteOption } from './PaletteOption.tsx'
import { commandItems, type PaletteCommand, type PaletteItem, pageItem } from './palette-items.ts'

export default function CommandPalette({ page, typed, onClose }: DialogProps) {
  const commands = useCommands(page)
  const { search, state } = useSearch(findablePages)
  const [query, setQuery] = useState(typed)
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()

  const wanted = query.trim()
  const can = (command: PaletteCommand) => isOfThePage(command) || commands.can(command)
  const found = wanted === '' ? everyPage() : search(wanted)
  const items = [...commandItems(wanted, can), ...found.map(pageItem)]
  const chosen = items[Math.min(active, items.length - 1)]

  useEffect(() => {
    if (chosen) document.getElementById(optionId(id, chosen))?.scrollIntoView({ block: 'nearest' })
  }, [id, chosen])

  function run(item: PaletteItem): void {
    // First: closing gives the focus back, and what runs may want it elsewhere.
    list.current?.closest('dialog')?.close()
    onClose()
    if (item.does === 'go') commands.go(item.path)
    else if (isOfThePage(item.command)) runOnPage(item.command)
    else commands.run(item.command)
  }

  return (
    <Modal title={text.title} className="modal-palette" bare onClose={onClose}>
      <input
        className="palette-field"
        role="combobox"
        aria-label={text.label}
        aria-expanded={items.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen && optionId(id, chosen)}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder={text.placeholder}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setActive(0)
        }}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
          if (step !== undefined) {
            event.preventDefault()
            setActive((Math.min(active, items.length - 1) + step + items.length) % items.length)
          } else if (event.key === 'Enter' && chosen) {
            event.preventDefault()
            run(chosen)
          }
        }}
      />
      <div
        className="palette-list"
        id={`${id}-list`}
        role="listbox"
        aria-label={text.results}
        ref={list}
      >
        {items.map((item) => (
          <PaletteOption
            key={item.id}
            id={optionId(id, item)}
            item={item}
            active={item === chosen}
            onPick={() => run(item)}
          />
        ))}
      </div>
      <p className="palette-foot quiet" role="status">
        {state === 'unavailable' && text.unavailable}
        {state === 'loading' && wanted !== '' && text.loading}
        {state === 'ready' &&
          wanted !== '' &&
          (items.length === 0 ? text.none(wanted) : text.count(items.length))}
      </p>
    </Modal>
  )
}

type OfThePage = 'light' | 'dark' | 'system' | 'print'

function isOfThePage(command: PaletteCommand): command is OfThePage {
  return ['light', 'dark', 'system', 'print'].includes(command)
}

function runOnPage(command: OfThePage): void {
  if (command === 'print') window.print()
  else changeSetting('theme', command === 'system' ? undefined : command)
}

function everyPage(): Found[] {
  const ofLessons = lessons.map((lesson) => ({
    id: lessonPath(lesson),
    kind: 'lesson' as const,
    place: '',
    title: messages.lesson.named(lesson),
    excerpt: [],
  }))
  return [...ofLessons, ...findablePages().map((found) => ({ ...found, excerpt: [] }))]
}

function optionId(id: string, item: PaletteItem): string {
  return `${id}-${item.id.replaceAll(/[^a-z0-9]/gi, '-')}`
}

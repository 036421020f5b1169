// One file of the learner's copy as the page has it: what the disk holds, and an edit that is not saved yet. Everything
// else follows from these two, so nothing can be lost between them. Pure.
import type { ExerciseFile } from '../../server/exercises/contract.ts'

export type FileText = Pick<ExerciseFile, 'content' | 'version'>

/** `basedOn`: the version on disk that was there when the edit began, '' when there was no file. */
export type Edit = { content: string; basedOn: string }

export type OpenFile = {
  name: string
  language: ExerciseFile['language']
  /** As last heard; null when it is gone from the folder. */
  disk: FileText | null
  edit: Edit | null
  /** What a choice between two versions put aside, to be brought back. */
  aside: { whose: 'mine' | 'file'; content: string } | null
}

export function openFile({ name, language, content, version }: ExerciseFile): OpenFile {
  return { name, language, disk: { content, version }, edit: null, aside: null }
}

/** What the editor shows. */
export function shownText({ disk, edit }: OpenFile): string {
  return edit?.content ?? disk?.content ?? ''
}

/** Somebody else changed the file while there is an edit of ours: the learner has to choose. */
export function inConflict({ disk, edit }: OpenFile): boolean {
  return edit !== null && edit.basedOn !== (disk?.version ?? '')
}

export function typeInto(file: OpenFile, content: string): OpenFile {
  const aside = null
  if (content === file.disk?.content) return { ...file, edit: null, aside }
  const basedOn = file.edit?.basedOn ?? file.disk?.version ?? ''
  return { ...file, edit: { content, basedOn }, aside }
}

/** The file on disk is now this, or gone. An edit stays, unless the disk says the same. */
export function diskChanged(file: OpenFile, disk: FileText | null): OpenFile {
  const same = file.disk?.version === disk?.version && file.disk?.content === disk?.content
  const edit = disk !== null && file.edit?.content === disk.content ? null : file.edit
  return same && edit === file.edit ? file : { ...file, disk, edit }
}

/** Our text is on disk. What was typed while it was on its way is an edit of it. */
export function saved(file: OpenFile, disk: FileText): OpenFile {
  const { edit } = file
  if (edit === null || edit.content === disk.content) return { ...file, disk, edit: null }
  return { ...file, disk, edit: { ...edit, basedOn: disk.version } }
}

/** The learner's choice in a conflict: the next save writes over what is on disk. */
export function keepMine(file: OpenFile): OpenFile {
  if (!file.edit) return file
  return {
    ...file,
    edit: { ...file.edit, basedOn: file.disk?.version ?? '' },
    aside: file.disk && { whose: 'file', content: file.disk.content },
  }
}

/** The learner's choice in a conflict: the edit goes aside. A file that is gone cannot be taken. */
export function takeFile(file: OpenFile): OpenFile {
  if (!file.edit || !file.disk) return file
  return { ...file, edit: null, aside: { whose: 'mine', content: file.edit.content } }
}

/** Puts what was put aside into the editor, as an edit of what is on disk. */
export function bringBack(file: OpenFile): OpenFile {
  return file.aside ? typeInto(file, file.aside.content) : file
}

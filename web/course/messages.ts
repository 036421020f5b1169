export const courseMessages = {
  aside: { note: 'Note', warning: 'Careful', wrong: 'What goes wrong' },
  recap: 'To remember',
  quiz: {
    check: 'Check my answer',
    right: 'Right.',
    wrong: 'Not quite.',
    answered: 'You have answered this one rightly before.',
  },
  report: 'Report a mistake in this lesson',
}

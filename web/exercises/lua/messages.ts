// The exercise that a room checks in the page: loaded with it.
export const luaExerciseMessages = {
  title: 'Here in the page',
  text: 'This exercise is one Lua script, so you can do it here, without Node. It is checked on a Valkey of its own that is thrown away afterwards, and the board shows how far you are. What you type is kept in this browser.',
  loading: 'Asking the room for the script …',
  check: 'Check',
  checking: 'Checking …',
  checkKeys: 'Ctrl+S or ⌘S, also from within the editor',
  startOver: 'Start over',
  back: 'Bring mine back',
  refused: (title: string, detail: string) => `${title}. ${detail}`,
  away: 'The room’s server does not answer. What you typed is kept; check again in a moment.',
  tryAgain: 'Try again',
}

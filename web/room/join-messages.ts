// The page by which a learner comes into a room, and what a page without a room says.
export const joinMessages = {
  title: 'Join the room',
  description: 'Enter the access code of your class and get your own keyspace.',
  named: (room: string) => `Join “${room}”`,
  lead: 'Your instructor has the code: on the wall, or in the link you were sent.',
  asking: 'Asking for the room …',
  code: 'Access code',
  name: 'Your name',
  optional: 'optional',
  nameHint: 'Leave it empty and you get a number, such as “learner 7”. You can change it later.',
  submit: 'Join',
  joining: 'Joining …',
  keptTitle: 'What is kept',
  kept: [
    'The name you give, if you give one.',
    'Which lessons you read, which answers were right, and which check of an exercise fails: your instructor sees that on a board, so that help comes to the right place.',
    'The counters of your own keyspace. Others in the room can neither read nor change them.',
  ],
  keptWhere:
    'All of it is on the instructor’s machine and nowhere else, and it is deleted when the room ends. Your instructor may save the board as a file before: lessons, checks, and names where they were given.',
  cookie:
    'One cookie, from this server and for this server, keeps your place. Nothing on these pages is loaded from anybody else.',
  plain:
    'This page is not encrypted. On a Wi-Fi that you do not trust, choose a name that is not yours.',
  already: (who: string) => `You are in the room already, as ${who}.`,
  goOn: 'Go on with the lessons',
  leave: 'Leave the room, and delete what it has of me',
  left: 'You have left the room, and what it had of you is deleted.',
  home: 'This workbook runs for you alone: there is no room to join.',
  homeHow: 'To teach a class, end it and run this in its folder:',
  homeCommand: 'npm run workshop',
  toLessons: 'To the lessons',
  anonymous: 'a learner without a name',
}

// A program of room/command.test.ts: npm run workshop, once everything is installed and built. Its argument is the flags as JSON.
import { runWorkshop } from '../workshop/command.ts'

await runWorkshop({ root: process.cwd(), flags: JSON.parse(process.argv[2] ?? '{}') })

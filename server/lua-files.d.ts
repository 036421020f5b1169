/** The text of a Lua file, as Vite hands it to a test. */
declare module '*.lua?raw' {
  const text: string
  export default text
}

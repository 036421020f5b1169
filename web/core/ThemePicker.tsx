import { messages } from './messages.ts'
import { changeSetting, useSetting } from './page-settings.ts'

const themes = ['system', 'light', 'dark'] as const

export function ThemePicker() {
  const chosen = useSetting('theme') ?? 'system'
  return (
    <fieldset className="theme-picker">
      <legend className="visually-hidden">{messages.shell.theme.legend}</legend>
      {themes.map((theme) => (
        <label key={theme} title={messages.shell.theme[theme]}>
          <input
            type="radio"
            name="theme"
            className="visually-hidden"
            checked={chosen === theme}
            onChange={() => changeSetting('theme', theme === 'system' ? undefined : theme)}
          />
          <svg viewBox="0 0 20 20" aria-hidden="true">
            {icons[theme]}
          </svg>
          <span className="visually-hidden">{messages.shell.theme[theme]}</span>
        </label>
      ))}
    </fieldset>
  )
}

const icons = {
  system: (
    <>
      <circle cx="10" cy="10" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M10 3.75a6.25 6.25 0 0 1 0 12.5Z" fill="currentColor" />
    </>
  ),
  light: (
    <g fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round">
      <circle cx="10" cy="10" r="3.25" />
      <path d="M10 2.5v1.7M10 15.8v1.7M2.5 10h1.7M15.8 10h1.7M4.7 4.7l1.2 1.2M14.1 14.1l1.2 1.2M4.7 15.3l1.2-1.2M14.1 5.9l1.2-1.2" />
    </g>
  ),
  dark: (
    <path
      d="M15.9 11.9A6.4 6.4 0 0 1 8.1 4.1a6.4 6.4 0 1 0 7.8 7.8Z"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
    />
  ),
}

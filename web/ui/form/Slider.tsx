import { useId } from 'react'

/** A whole number between two bounds. */
export function Slider({
  label,
  min,
  max,
  step = 1,
  value,
  onChange,
}: {
  label: string
  min: number
  max: number
  step?: number
  value: number
  onChange: (value: number) => void
}) {
  const id = useId()
  return (
    <div className="slider">
      <label htmlFor={id}>{label}</label>
      {/* For the eyes: the slider says its value itself. */}
      <span className="slider-value" aria-hidden="true">
        {value.toLocaleString('en')}
      </span>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={value.toLocaleString('en')}
        onChange={({ target }) => onChange(target.valueAsNumber)}
      />
    </div>
  )
}

import type { Signal } from '@preact/signals'

interface Props {
  name: string
  label: string
  hint: string
  value: Signal<string>
  error: string | null
  inputMode?: 'numeric'
  autocapitalize?: 'characters'
  autocomplete?: 'one-time-code' | 'bday-year'
}

/** One line to type in, with its hint and, where something is wrong, the reason beside it. */
export function Field({ name, label, hint, value, error, ...rest }: Props) {
  return (
    <p class="field">
      <label for={name}>{label}</label>
      <span class="hint" id={`${name}-hint`}>{hint}</span>
      <input
        {...rest}
        id={name} name={name} value={value.value} spellcheck={false}
        aria-describedby={`${name}-hint ${name}-error`} aria-invalid={error !== null}
        onInput={(event) => { value.value = event.currentTarget.value }}
      />
      <span class="error" id={`${name}-error`} role="alert">{error}</span>
    </p>
  )
}

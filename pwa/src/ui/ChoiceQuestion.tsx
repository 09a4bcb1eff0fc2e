import { t } from './words'

interface Props<T extends string> {
  name: string
  question: string
  choices: [value: T, words: string][]
  value: T | null
  onChange: (value: T | null) => void
  hint?: string
  /** Said and saved before: it may be changed, but no longer left blank. */
  kept?: boolean
}

/** A question answered by tapping one of a few sentences; it may stay unanswered. */
export function ChoiceQuestion<T extends string>({ name, question, choices, value, onChange, hint, kept = false }: Props<T>) {
  return (
    <fieldset class="question">
      <legend>{question}</legend>
      {hint && <p class="hint">{hint}</p>}
      <div class={choices.length % 2 === 0 ? 'choices two' : 'choices'}>
        {choices.map(([choice, words]) => (
          <label key={choice} class="choice">
            <input type="radio" name={name} value={choice} checked={value === choice} onChange={() => onChange(choice)} />
            {words}
          </label>
        ))}
      </div>
      {value !== null && !kept && (
        <button type="button" class="link" onClick={() => onChange(null)}>{t('question.clear')}</button>
      )}
    </fieldset>
  )
}

/** A yes or no, neither chosen for the patient. */
export function YesNoQuestion(props: Omit<Props<'yes' | 'no'>, 'choices' | 'value' | 'onChange'> & {
  value: boolean | null
  onChange: (value: boolean | null) => void
}) {
  const { value, onChange, ...rest } = props
  return (
    <ChoiceQuestion
      {...rest}
      choices={[['yes', t('answer.yes')], ['no', t('answer.no')]]}
      value={value === null ? null : value ? 'yes' : 'no'}
      onChange={(answer) => onChange(answer === null ? null : answer === 'yes')}
    />
  )
}

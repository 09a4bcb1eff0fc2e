import type { Score } from '../diary/entry'
import { t } from './words'

const SCORES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

interface Props {
  name: string
  question: string
  low: string
  high: string
  value: Score
  onChange: (value: Score) => void
  /** Said and saved before: it may be changed, but no longer left blank. */
  kept?: boolean
}

/** A question answered by tapping a number from 0 to 10. Nothing is chosen for the patient; it may stay unanswered. */
export function ScoreQuestion({ name, question, low, high, value, onChange, kept = false }: Props) {
  return (
    <fieldset class="question">
      <legend>{question}</legend>
      <div class="scores">
        {SCORES.map((score) => (
          <label key={score} class="score">
            <input type="radio" name={name} value={score} checked={value === score} onChange={() => onChange(score)} />
            {score}
          </label>
        ))}
      </div>
      <p class="ends">
        <span>0 {low}</span>
        <span>10 {high}</span>
      </p>
      {value !== null && !kept && (
        <button type="button" class="link" onClick={() => onChange(null)}>{t('question.clear')}</button>
      )}
    </fieldset>
  )
}

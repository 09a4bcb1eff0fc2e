import education from 'library:education'

import { pack } from '../store/held'
import { Page } from '../ui/Page'
import { t } from '../ui/words'
import { piecesFor, type Piece } from './piece'

/** Good to know: short pieces to read, each with what it rests on. */
export function Learn() {
  return (
    <Page title={t('learn.title')} back="/">
      <p class="lead">{t('learn.lead')}</p>
      {piecesFor(education, pack.value).map((piece) => <Read key={piece.code} piece={piece} />)}
    </Page>
  )
}

function Read({ piece }: { piece: Piece }) {
  return (
    <details class="card piece">
      <summary>{piece.title}</summary>
      {piece.paragraphs.map((text) => <p key={text}>{text}</p>)}
      {piece.reviewed_by === '' && <p class="hint">{t('learn.not-reviewed')}</p>}
      <details>
        <summary class="hint">{t('learn.sources')}</summary>
        <ul class="points hint">{piece.sources.map((source) => <li key={source}>{source}</li>)}</ul>
      </details>
    </details>
  )
}

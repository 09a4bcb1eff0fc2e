import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { useEffect } from 'preact/hooks'

import { device } from '../store/held'
import type { Device } from '../store/database'
import { askToSignIn, findsAnother, takeUp, type SignInRefusal } from '../sync/sign-in'
import { now } from '../ui/clock'
import { Page } from '../ui/Page'
import { t, type Word } from '../ui/words'
import { AnotherPerson } from './AnotherPerson'
import { codeFromAddress, kindOfPhone, tidyCode, yearOfBirth } from './code'
import { Field } from './Field'

/** Sign this phone in with the clinic's code and the year of birth. */
export function Setup() {
  const scanned = useSignal<string | null>(null)
  const typed = useSignal('')
  const year = useSignal('')
  const refusal = useSignal<SignInRefusal | null>(null)
  const busy = useSignal(false)
  const another = useSignal<Device | null>(null)
  const { route } = useLocation()

  useEffect(() => {
    scanned.value = codeFromAddress(location.hash)
    if (scanned.value !== null) history.replaceState(null, '', '/activate') // a code should not lie in the history
  }, [])

  const finish = async (signedIn: Device) => {
    await takeUp(signedIn)
    route('/', true)
  }

  const submit = async (event: Event) => {
    event.preventDefault()
    const code = scanned.value ?? tidyCode(typed.value)
    const born = yearOfBirth(year.value, now.value.getFullYear())
    refusal.value = flawOf(code, born)
    if (refusal.value !== null || busy.value) return
    busy.value = true
    const answer = await askToSignIn({ code, year_of_birth: born as number, device_name: phoneName() })
    if (!('token' in answer)) refusal.value = answer
    else if (await findsAnother(answer)) another.value = answer
    else await finish(answer)
    busy.value = false
  }

  if (another.value !== null) return <AnotherPerson newDevice={another.value} onReady={finish} />
  return (
    <Page title={t('setup.title')} back="/">
      {device.value?.expired && <p>{t('setup.again')}</p>}
      <form onSubmit={(event) => void submit(event)} noValidate>
        {scanned.value === null ? (
          <Field
            name="code" label={t('setup.code')} hint={t('setup.code.hint')} value={typed}
            error={errorOf(refusal.value, 'code')} autocapitalize="characters" autocomplete="one-time-code"
          />
        ) : (
          <p class="filled">{t('setup.scanned')} <button type="button" class="link" onClick={() => { scanned.value = null }}>{t('setup.type')}</button></p>
        )}
        {scanned.value !== null && refusal.value?.field === 'code' && <p class="error" role="alert">{refusal.value.detail}</p>}
        <Field
          name="year" label={t('setup.year')} hint={t('setup.year.hint')} value={year} inputMode="numeric"
          error={errorOf(refusal.value, 'year_of_birth')} autocomplete="bday-year"
        />
        {refusal.value !== null && refusal.value.field === null && (
          <p class="error" role="alert">{refusal.value.detail ?? t('setup.no-signal')}</p>
        )}
        <button class="primary" disabled={busy.value}>{t(busy.value ? 'setup.busy' : 'setup.go')}</button>
      </form>
    </Page>
  )
}

function flawOf(code: string, born: number | null): SignInRefusal | null {
  if (code === '') return { field: 'code', detail: t('setup.code.missing') }
  return born === null ? { field: 'year_of_birth', detail: t('setup.year.wrong') } : null
}

function errorOf(refusal: SignInRefusal | null, field: SignInRefusal['field']): string | null {
  return refusal?.field === field ? refusal.detail : null
}

function phoneName(): string {
  return t(`phone.${kindOfPhone(navigator.userAgent)}` as Word)
}

import type { AnyComponent } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { ErrorBoundary, LocationProvider, Route, Router, lazy } from 'preact-iso'

import { Welcome } from './setup/Welcome'
import { device, pack } from './store/held'
import { Today } from './today/Today'
import { day } from './today/day'
import { FirstPack } from './today/FirstPack'
import { CannotOpen } from './ui/CannotOpen'

const Setup = opened(() => import('./setup/Setup').then((screen) => screen.Setup))
const ReadNotice = opened(() => import('./setup/ReadNotice').then((screen) => screen.ReadNotice))
const CheckIn = opened(() => import('./checkin/CheckIn').then((screen) => screen.CheckIn))
const Exercise = opened(() => import('./exercise/Exercise').then((screen) => screen.Exercise))
const Flare = opened(() => import('./flare/Flare').then((screen) => screen.Flare))
const Questions = opened(() => import('./safety/Questions').then((screen) => screen.Questions))
const Learn = opened(() => import('./learn/Learn').then((screen) => screen.Learn))
const OnHold = opened(() => import('./safety/OnHold').then((screen) => screen.OnHold))
const Outbox = opened(() => import('./outbox/Outbox').then((screen) => screen.Outbox))
const Settings = opened(() => import('./settings/Settings').then((screen) => screen.Settings))

/** A screen loaded when it is first opened; one whose file can't be had says so. */
function opened(load: () => Promise<AnyComponent>) {
  return lazy(() => load().catch(() => CannotOpen))
}

/**
 * Which screens there are now: signed out, waiting for the first plan, held, or everything. What is half filled in goes
 * with the patient it is of, should someone else sign in.
 */
export function App() {
  return (
    <LocationProvider>
      <ErrorBoundary>
        <Screens key={device.value?.patient.id} />
      </ErrorBoundary>
    </LocationProvider>
  )
}

function Screens() {
  const only = onlyScreen()
  useLayoutEffect(() => scrollTo(0, 0), [only]) // a change of what there is begins at its top, as a change of address does
  if (only !== null) return <Until screen={only} />
  return (
    <Router>
      <Route path="/" component={Today} />
      <Route path="/activate" component={Setup} />
      <Route path="/check-in" component={CheckIn} />
      <Route path="/exercise/:id" component={Exercise} />
      <Route path="/flare" component={Flare} />
      <Route path="/questions/:pack" component={Questions} />
      <Route path="/learn" component={Learn} />
      <Route path="/outbox" component={Outbox} />
      <Route path="/settings" component={Settings} />
      <Route default component={Today} />
    </Router>
  )
}

/** The one screen there is, while there can be no other. */
function onlyScreen(): AnyComponent | null {
  if (device.value === null) return Welcome
  if (device.value.noticeReadAt === null) return ReadNotice
  if (pack.value === null) return FirstPack
  return day.value?.safety.state === 'HOLD' ? OnHold : null
}

const ONLY = [Welcome, ReadNotice, FirstPack, OnHold] as AnyComponent[]

/** One screen at every address but the sign-in's, until things have changed. The router looks again only at a new address,
 * so that each of these screens has a router of its own. */
function Until({ screen }: { screen: AnyComponent }) {
  return (
    <Router key={ONLY.indexOf(screen)}>
      <Route path="/activate" component={Setup} />
      <Route default component={screen} />
    </Router>
  )
}

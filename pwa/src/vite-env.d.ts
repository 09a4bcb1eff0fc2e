/// <reference types="vite/client" />

/** The app's version, as the clinic's computer hears it with each sync. */
declare const APP_VERSION: string

import { defineConfig } from 'vitest/config'

import about from './package.json' with { type: 'json' }
import { education } from './build/education.ts'
import { exerciseLibrary } from './build/exercises.ts'
import { exerciseFigures } from './build/figures.ts'
import { modulesForTests } from './build/test-modules.ts'
import { serviceWorker } from './build/service-worker.ts'
import { sizeBudget } from './build/sizes.ts'

export default defineConfig({
  plugins: [exerciseLibrary(), exerciseFigures(), education(), modulesForTests(), serviceWorker(), sizeBudget()],
  cacheDir: '../.cache/vite',
  define: { APP_VERSION: JSON.stringify(about.version) },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // the content-security policy knows no data: scripts or styles
    modulePreload: { polyfill: false },
  },
  test: {
    dir: '../tests/pwa',
    include: ['**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
})

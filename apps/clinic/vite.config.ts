import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { evidenceQuestions } from './evidence-questions.ts'

/** During development the server runs apart; `DOSIS_SERVER` says where. */
const server = process.env['DOSIS_SERVER'] ?? 'http://127.0.0.1:8080'

export default defineConfig({
  base: '/',
  plugins: [react(), evidenceQuestions()],
  // The content security policy of the server allows no inline script, style or data address for fonts.
  build: {
    target: 'es2022',
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The engine is a file of its own, with a size that a test holds; the words of the domain, which every page needs, too.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'domain', test: /packages\/domain\//, priority: 2 },
            // Forms of instruments are scored on the page where they are filled in, and loaded with it.
            { name: 'instruments', test: /packages\/engine\/src\/instruments\//, priority: 3 },
            { name: 'engine', test: /packages\/engine\//, priority: 1 },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  server: { host: '127.0.0.1', proxy: { '/api': server } },
})

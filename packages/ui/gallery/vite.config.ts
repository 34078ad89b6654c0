import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The gallery: `npx vite packages/ui/gallery --config packages/ui/gallery/vite.config.ts`, for looking only. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../../node_modules/.vite-gallery',
  plugins: [react()],
  server: { host: '127.0.0.1', port: 5199, strictPort: false },
})

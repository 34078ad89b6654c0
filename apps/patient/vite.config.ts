import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

/** During development the server runs apart; `DOSIS_SERVER` says where. */
const server = process.env['DOSIS_SERVER'] ?? 'http://127.0.0.1:8080'

export default defineConfig({
  base: '/p/',
  plugins: [
    react(),
    VitePWA({
      // An update waits until the app is opened anew: a session is never reloaded under somebody's feet.
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: 'Dosis',
        short_name: 'Dosis',
        lang: 'nl',
        start_url: '/p/',
        scope: '/p/',
        display: 'standalone',
        background_color: '#FBFAF7',
        theme_color: '#FBFAF7',
        description: 'Uw trainingen, stap voor stap',
        icons: [
          { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,woff2}'],
        navigateFallback: '/p/index.html',
        // Answers of the server are never kept by the service worker; the app keeps what it needs itself.
        navigateFallbackDenylist: [/^\/api\//],
        inlineWorkboxRuntime: true,
      },
    }),
  ],
  build: { target: 'es2022', sourcemap: false, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { host: '127.0.0.1', proxy: { '/api': server } },
})

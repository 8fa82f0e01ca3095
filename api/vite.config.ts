import { defineConfig } from 'vite'

// The server, the command line and the programs of their threads, each with what it needs in a few files: reading
// hundreds of small ones takes a third of a start, and after a fault every start counts.
export default defineConfig({
  // Beside a native part, or a folder of pages, that must be found where it was installed; or wanted by few starts.
  ssr: { noExternal: true, external: ['better-sqlite3', 'sharp', 'pg', 'pg-cursor', '@fastify/swagger-ui'] },
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: {
        server: 'src/main.ts',
        cli: 'src/cli.ts',
        'writer-program': 'src/ingest/writer-program.ts',
        'opinion-groups-worker': 'src/state/opinion-groups-worker.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})

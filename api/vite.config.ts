import { defineConfig } from 'vite'

// The server, the command line and the programs of their threads, each with what it needs in a few files: reading
// hundreds of small ones takes a third of a start, and after a fault every start counts.
export default defineConfig({
  ssr: {
    noExternal: true,
    external: [
      // Beside a native part, or a folder of pages, that must be found where it was installed; or wanted by few starts.
      'better-sqlite3',
      'sharp',
      '@resvg/resvg-js',
      'pg',
      'pg-cursor',
      '@fastify/swagger-ui',
      // Fastify asks for them where no compiler of schemas is given, and for tests: here never, and they are a quarter of it.
      '@fastify/ajv-compiler',
      '@fastify/fast-json-stringify-compiler',
      'light-my-request',
    ],
  },
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
        'opinion-groups-worker': 'src/jobs/opinion-groups-worker.ts',
        'judge-votes-worker': 'src/jobs/judge-votes-worker.ts',
        'themes-worker': 'src/jobs/themes-worker.ts',
        'language-detector-worker': 'src/jobs/language-detector-worker.ts',
        'votes-digest-worker': 'src/jobs/votes-digest-worker.ts',
        'workbook-program': 'src/administration/workbook-program.ts',
        'picture-program': 'src/pages/pictures/picture-program.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})

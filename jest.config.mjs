/** Test files run as real ES modules; SWC only strips the types. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
        },
      },
    ],
  },
  globalSetup: '<rootDir>/test/support/servers.ts',
  globalTeardown: '<rootDir>/test/support/servers-down.ts',
  maxWorkers: 2,
  // What a file of tests loaded is never quite let go: a worker that grew is slower with each file.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 60_000,
  // What a test leaves open is a defect of the test: fail rather than hang.
  detectOpenHandles: false,
};

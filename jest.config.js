export default {
  testEnvironment: 'node',
  // A loaded machine, or Windows, takes some times as long to start a process.
  testTimeout: 20_000,
  testMatch: ['**/__tests__/**/*.test.ts'],
  // The slow suites, and those that need a browser or the workflow tools, have commands of their own: see package.json.
  testPathIgnorePatterns: ['/node_modules/', '\\.(?:browser|slow|workflow)\\.test\\.ts$'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/reports/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' } }] },
};

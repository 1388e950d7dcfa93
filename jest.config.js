export default {
  testEnvironment: 'node',
  // Windows takes some times as long to start a process.
  testTimeout: process.platform === 'win32' ? 20_000 : 5000,
  testMatch: ['**/__tests__/**/*.test.ts'],
  // The slow suites, and those that need a browser or the workflow tools, have commands of their own: see package.json.
  testPathIgnorePatterns: ['/node_modules/', '\\.(?:browser|slow|workflow)\\.test\\.ts$'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/reports/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' } }] },
};

/**
 * How everything that runs as JavaScript is compiled: packages stay in node_modules.
 * @type {Pick<import('esbuild').BuildOptions, 'bundle' | 'packages' | 'platform' | 'format' | 'target'>}
 */
export const COMPILED = { bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20' };

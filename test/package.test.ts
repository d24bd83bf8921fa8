import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { optionalPackages } from '../src/push/sdk-clients.ts';

const { peerDependencies, peerDependenciesMeta } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional: boolean }>;
};

test('the AWS clients that preflight and logs can use are optional peers', () => {
  expect(Object.keys(peerDependencies).sort()).toEqual(optionalPackages);
  expect(peerDependenciesMeta).toEqual(Object.fromEntries(optionalPackages.map((name) => [name, { optional: true }])));
});

test('nothing that a user installs runs a script', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean; hasInstallScript?: boolean }>;
  };
  const installed = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev);
  expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  expect(packages['']?.hasInstallScript).toBeUndefined();
});

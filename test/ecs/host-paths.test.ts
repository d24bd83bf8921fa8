import { expect, test } from 'vitest';
import { hostPathKind, isDockerSocket } from '../../src/ecs/facts/host-paths.ts';

test.each([
  ['/', 'system'],
  ['/sys/', 'system'],
  ['/var/run', 'system'],
  ['/var/lib/docker/containers', 'system'],
  ['/var/run/docker.sock', 'socket'],
  ['/srv/mysql/mysqld.sock', 'socket'],
  ['/etc/localtime', 'clock'],
  ['/usr/share/zoneinfo/Europe/Paris', 'clock'],
  ['/system', 'data'],
  ['/var/lib/mysql', 'data'],
  ['/etc/pihole/', 'data'],
])('%s is %s', (path, kind) => expect(hostPathKind(path)).toBe(kind));

test('the socket of Docker is known under any folder', () => {
  expect(isDockerSocket('/var/run/docker.sock')).toBe(true);
  expect(isDockerSocket('/srv/notdocker.sock')).toBe(false);
});

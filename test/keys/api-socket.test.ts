import { expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { memoryHost } from '../../src/compose/host.ts';

test('the socket of Docker takes no name that another volume has', () => {
  const text = `services:
  a: {image: app, volumes: ["/docker-api-socket:/x"], use_api_socket: true}
  b: {image: app, volumes: ["/docker-api-socket:/y", "/var/run/docker.sock:/z"], depends_on: [a]}
`;
  const { app } = compile({ files: ['compose.yaml'] }, memoryHost({ '/p/compose.yaml': text }, { cwd: '/p' }));
  const [task] = app?.taskDefinitions ?? [];
  const paths = new Map(task?.volumes?.map(({ name, host }) => [name, host?.sourcePath]));
  const mounts = task?.containerDefinitions.map(({ mountPoints = [] }) =>
    Object.fromEntries(mountPoints.map((mount) => [mount.containerPath, paths.get(mount.sourceVolume ?? '')])),
  );
  expect(mounts).toEqual([
    { '/x': '/docker-api-socket', '/var/run/docker.sock': '/var/run/docker.sock' },
    { '/y': '/docker-api-socket', '/z': '/var/run/docker.sock' },
  ]);
});

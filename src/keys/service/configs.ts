import { declare } from '../../diagnostics/declare.ts';
import { pages } from '../../ecs/facts/pages.ts';
import { defineKey } from '../define.ts';

export const configFile = declare<{ config: string; target: string }>(() => ({
  code: 'configs/file',
  severity: 'error',
  message: ({ config, target }) => `The config ${config} cannot be mounted at ${target}.`,
  why: 'ECS has no files of its own to put into a container, as Compose has configs.',
  fix: 'Copy the file into the image when it is built, mount it as a bind or a volume that holds it (on EC2 a host folder, on Fargate EFS), or pass its settings as environment variables.',
  see: pages.bindMounts,
  allow: 'The container starts without the file.',
}));

export const configs = defineKey<'configs'>({
  handling: 'mapped',
  doc: {
    bridge: '—',
    note: 'A config is a file, and ECS carries no files: an error that names the ways out.',
    see: pages.bindMounts,
  },
  diagnostics: { configFile },
  map: (references, { path, report }) => {
    references.forEach(({ source, target }, index) => {
      report(configFile, { path: [...path, index] }, { config: source, target: target ?? `/${source}` });
    });
  },
});

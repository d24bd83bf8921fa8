import { declare } from '../diagnostics/declare.ts';
import { pages } from '../ecs/facts/pages.ts';
import type { ResourceDefinition } from './define.ts';
import { usedFiles } from './used-files.ts';

export const configUnused = declare<{ config: string }>(() => ({
  code: 'config/unused',
  severity: 'info',
  message: ({ config }) => `No service uses the config ${config}; nothing is made of it.`,
  why: 'ECS has no configs of its own.',
  fix: 'Remove it. Services that a profile leaves out do not count.',
  see: pages.bindMounts,
}));

export const config: ResourceDefinition<'configs'> = {
  doc: {
    bridge: '—',
    note: 'ECS carries no files: each use by a service is an error that names the ways out.',
    see: pages.bindMounts,
  },
  harmless: { '**': 'the service that uses the config reports it as a whole' },
  diagnostics: { configUnused },
  map(_value, { name, path, project, report }) {
    if (!usedFiles(project.model).configs.has(name)) report(configUnused, { path }, { config: name });
  },
};

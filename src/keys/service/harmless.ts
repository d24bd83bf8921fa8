import type { ServiceKey } from '../../compose/model.ts';
import { apiPage } from '../../ecs/facts/pages.ts';
import type { ElsewhereKey, HarmlessKey } from '../define.ts';
import { containerMember, servicePage, taskMember } from '../pages.ts';

function harmless(key: ServiceKey, because: string): HarmlessKey {
  return {
    handling: 'harmless',
    because,
    doc: { bridge: '—', note: `Nothing is lost: ${because}.`, see: servicePage(key) },
    harmless: { '**': because },
  };
}

/** Keys that guide `docker compose` itself and not the containers. */
export const harmlessKeys = {
  attach: harmless('attach', 'it only says whose output `docker compose up` shows'),
  develop: harmless('develop', 'it guides `docker compose watch` on a developer’s machine'),
  pull_refresh_after: harmless('pull_refresh_after', 'it only says how `docker compose` refreshes its own image cache'),
} as const satisfies Partial<Record<ServiceKey, HarmlessKey>>;

function elsewhere(stage: ElsewhereKey['stage'], doc: ElsewhereKey['doc']): ElsewhereKey {
  return { handling: 'elsewhere', stage, doc };
}

/** Keys that an earlier or later stage takes into account. */
export const elsewhereKeys = {
  container_name: {
    ...elsewhere('plan', {
      bridge: 'links (alias)',
      awsvpc: '—',
      note: 'ECS names the Docker containers itself. Where another service uses the name, it becomes a link alias; else nothing is lost.',
      see: servicePage('container_name'),
    }),
    harmless: {
      '**': 'containers of ECS are named after their service; a name that others use is carried as an alias',
    },
  },
  env_file: {
    ...elsewhere('load', {
      bridge: 'environment',
      note: 'Read as Compose reads it and written into environment; the file itself is not needed on ECS.',
      see: servicePage('env_file'),
    }),
    harmless: { '*.required': 'whether a missing file is an error was decided when the project was read' },
  },
  extends: elsewhere('load', {
    bridge: '—',
    note: 'Resolved before the conversion.',
    see: servicePage('extends'),
  }),
  label_file: elsewhere('load', {
    bridge: 'dockerLabels',
    note: 'Read as Compose reads it and written into dockerLabels.',
    see: servicePage('label_file'),
  }),
  links: elsewhere('plan', {
    bridge: 'links',
    awsvpc: '—',
    note: 'Kept in bridge mode within one task. Elsewhere names resolve by localhost or Service Connect, and what does not resolve is said.',
    see: containerMember('links'),
  }),
  network_mode: {
    ...elsewhere('plan', {
      bridge: 'networkMode',
      note: 'The mode of the whole task. service:x puts both into one task, an error on bridge; container:x is an error.',
      see: taskMember('networkMode'),
    }),
    harmless: { '': 'bridge is what ECS does on EC2 when nothing is written' },
  },
  profiles: {
    ...elsewhere('load', {
      bridge: '—',
      note: 'Chooses services before the conversion; those left out are not emitted.',
      see: servicePage('profiles'),
    }),
    harmless: { '**': 'a service that is selected is converted as any other' },
  },
  scale: elsewhere('plan', {
    bridge: 'desiredCount',
    note: 'As deploy.replicas.',
    see: `${apiPage('CreateService')}#ECS-CreateService-request-desiredCount`,
  }),
} as const satisfies Partial<Record<ServiceKey, ElsewhereKey>>;

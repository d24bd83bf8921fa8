import { volumesSource } from '../../compose/container-services.ts';
import { parseVolumesFrom } from '../../compose/references.ts';
import { declare } from '../../diagnostics/declare.ts';
import { apiPage } from '../../ecs/facts/pages.ts';
import { defineKey } from '../define.ts';

const see = apiPage('VolumeFrom');

export const foreignContainer = declare<{ container: string }>(() => ({
  code: 'volumes-from/foreign-container',
  severity: 'error',
  message: ({ container }) =>
    `The volumes of the container ${container} cannot be mounted: no service of this project makes it.`,
  why: 'ECS mounts volumes only from containers of the same task.',
  fix: 'Name a service of this project, or mount the same named volumes by volumes.',
  see,
  allow: 'The container starts without these volumes.',
}));

export const otherTask = declare<{ service: string }>(() => ({
  code: 'volumes-from/other-task',
  severity: 'error',
  message: ({ service }) => `The volumes of ${service} cannot be mounted: it runs in another task.`,
  why: 'ECS mounts volumes only from containers of the same task.',
  fix: 'Leave the grouping to --group auto, give both services the same x-ecs.task, or mount the same named volumes by volumes.',
  see,
}));

export const optionDropped = declare<{ option: string }>(() => ({
  code: 'volumes-from/option-dropped',
  severity: 'warning',
  message: ({ option }) => `The option ${option} of volumes_from is dropped.`,
  why: 'ECS mounts the volumes of another container read-only or as they are, and knows no other option.',
  fix: 'Remove the option; ro is the only one that counts.',
  see,
}));

export const volumesFrom = defineKey<'volumes_from'>({
  handling: 'mapped',
  doc: {
    bridge: 'containerDefinitions[].volumesFrom',
    note: 'Keeps both services in one task. ro becomes readOnly. container:NAME works for a container_name of this project.',
    see,
  },
  diagnostics: { foreignContainer, otherTask, optionDropped },
  map: (sources, { path, project, deployment, task, container, report }) => {
    sources.forEach((text, index) => {
      const at = [...path, index];
      const { name, options } = parseVolumesFrom(text);
      const service = volumesSource(text, project.model);
      const sourceContainer = service === undefined ? undefined : deployment.containerNames.get(service);
      for (const option of options.filter((word) => word !== 'ro' && word !== 'rw'))
        report(optionDropped, { path: at }, { option });
      if (service === undefined || sourceContainer === undefined)
        report(foreignContainer, { path: at }, { container: name });
      else if (deployment.taskOf.get(service) !== task.plan) report(otherTask, { path: at }, { service });
      else {
        container.definition.volumesFrom ??= [];
        container.definition.volumesFrom.push({
          sourceContainer,
          ...(options.includes('ro') ? { readOnly: true } : {}),
        });
      }
    });
  },
});

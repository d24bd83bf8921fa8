import { written } from '../../compose/project.ts';
import type { DependencyRequest } from '../../ecs/draft.ts';
import { apiPage } from '../../ecs/facts/pages.ts';
import { defineKey } from '../define.ts';

export const dependsOn = defineKey<'depends_on'>({
  handling: 'mapped',
  doc: {
    bridge: 'dependsOn',
    note: 'started is START, healthy HEALTHY (error without a health check), completed_successfully SUCCESS, and its target not essential. Across tasks: a warning. restart: true is dropped with a warning.',
    see: apiPage('ContainerDependency'),
  },
  harmless: { '*.required': 'a dependency that is not there was left out when the project was read' },
  map(value, { container, name, project }) {
    const { needs } = container;
    for (const service in value) {
      const dependency = value[service];
      const own = ['services', name, 'depends_on', service];
      if (!dependency || !written(project, own)) continue;
      const { condition, restart = false } = dependency;
      const request: DependencyRequest = { service, condition, restart, path: own };
      if (needs.dependencies) needs.dependencies.push(request);
      else needs.dependencies = [request];
    }
  },
});

import type { Project } from '../../compose/project.ts';
import { collector, type Finding, type Outcome } from '../../diagnostics/declare.ts';
import type { Deployment } from '../../plan/deployment.ts';
import type { Path } from '../../source/node.ts';
import type { EcsApp, TaskDefinition } from '../model.ts';
import { containerPath, taskPath } from './compose-path.ts';
import { lawsOfRunTask, lawsOfService, lawsOfTask } from './definitions.ts';
import type { ReportAt } from './law.ts';
import { Planned } from './planned.ts';
import { routeLaws } from './routes.ts';
import { familyTaken, serviceNameTaken, takenFamilies, takenServiceNames } from './taken-names.ts';
import type { TaskView } from './task-view.ts';

export { checkService, checkTaskDefinition } from './json.ts';

/** Holds the finished application against the laws of ECS. Findings point into the Compose file. */
export function checkApp(app: EcsApp, project: Project, deployment: Deployment): Outcome<void> {
  const { report, findings } = collector();
  const planned = new Planned(deployment);
  const inTask = (path: Path, definition: TaskDefinition, services: readonly string[]): Path => {
    const service = serviceAt(path, definition, services, deployment);
    if (service !== undefined) return containerPath(project, service, path.slice(2));
    return taskPath(project, services, 'taskDefinition', path);
  };
  const views = new Map<string, TaskView>();
  app.taskDefinitions.forEach((definition, index) => {
    const reportAt: ReportAt = (declaration, path, ...params) =>
      report(declaration, { path: inTask(path, definition, planned.ofTask(definition, index)) }, ...params);
    views.set(definition.family, lawsOfTask(definition, reportAt));
  });
  for (const [definition, index] of takenFamilies(app)) {
    const path = taskPath(project, deployment.tasks[index]?.services ?? [], 'taskDefinition', ['family']);
    report(familyTaken, { path }, { name: definition.family });
  }
  for (const [service] of takenServiceNames(app)) {
    const path = taskPath(project, planned.ofService(service), 'service', ['serviceName']);
    report(serviceNameTaken, { path }, { name: service.serviceName });
  }
  app.services.forEach((service) => {
    lawsOfService(service, views.get(service.taskDefinition ?? ''), (declaration, path, ...params) =>
      report(declaration, { path: taskPath(project, planned.ofService(service), 'service', path) }, ...params),
    );
  });
  for (const run of app.runTasks)
    lawsOfRunTask(run, views.get(run.taskDefinition), (declaration, path, ...params) =>
      report(
        declaration,
        { path: taskPath(project, planned.ofFamily(run.taskDefinition), 'service', path) },
        ...params,
      ),
    );
  for (const route of app.routes)
    routeLaws(route, [], (declaration, _, ...params) =>
      report(declaration, { path: routePathOf(project, route.container) }, ...params),
    );
  return { value: undefined, diagnostics: distinct(findings) };
}

/** Two members of one definition that come from one Compose key would say the same thing twice. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length < 2) return findings;
  return [...new Map(findings.map((each) => [JSON.stringify([each.code, each.path, each.message]), each])).values()];
}

/** The service whose container a path of a task definition leads into. */
function serviceAt(
  [first, item]: Path,
  { containerDefinitions }: TaskDefinition,
  services: readonly string[],
  { containerNames }: Deployment,
): string | undefined {
  const container = first === 'containerDefinitions' ? containerDefinitions?.[Number(item)] : undefined;
  return container && services.findLast((name) => (containerNames.get(name) ?? name) === container.name);
}

const routePathOf = (project: Project, container: string): Path =>
  Object.hasOwn(project.model.services, container) ? ['services', container] : [];

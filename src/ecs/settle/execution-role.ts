import { declare, type Report } from '../../diagnostics/declare.ts';
import type { Deployment } from '../../plan/deployment.ts';
import { pages } from '../facts/pages.ts';
import type { ContainerDefinition, EcsApp, Target } from '../model.ts';

interface Named {
  readonly name: string;
}

export const ecrNeedsRole = declare<Named>(() => ({
  code: 'execution-role/ecr-pull',
  severity: 'warning',
  message: ({ name }) => `Fargate cannot pull the image of ${name} without an execution role.`,
  why: 'The image lies in ECR. On EC2 the instance may pull it; on Fargate the execution role of the task does.',
  fix: 'Give --execution-role ARN (policy AmazonECSTaskExecutionRolePolicy).',
  see: pages.executionRole,
}));

export const credentialsNeedRole = declare<Named>(() => ({
  code: 'execution-role/registry-credentials',
  severity: 'error',
  message: ({ name }) => `The registry credentials of ${name} need an execution role.`,
  why: 'ECS reads the secret with the execution role of the task before it pulls the image.',
  fix: 'Give --execution-role ARN, with secretsmanager:GetSecretValue on that secret.',
  see: pages.executionRole,
}));

const ecr = /^\d{12}\.dkr[.-]ecr[.-].+\.(amazonaws\.com|amazonaws\.com\.cn|on\.aws)\//;

function lacksRole({ repositoryCredentials, image }: ContainerDefinition, target: Target) {
  if (repositoryCredentials) return credentialsNeedRole;
  return target === 'fargate' && ecr.test(image ?? '') ? ecrNeedsRole : undefined;
}

function servicesByContainer({ containerNames }: Deployment): ReadonlyMap<string, string> {
  const services = new Map<string, string>();
  for (const [service, container] of containerNames) services.set(container, service);
  return services;
}

/** What pulling images asks of the execution role; secrets and logs are laws of ECS and checked with the others. */
export function pulls(app: EcsApp, deployment: Deployment, report: Report): void {
  let services: ReadonlyMap<string, string> | undefined;
  app.taskDefinitions.forEach((definition) => {
    if (definition.executionRoleArn) return;
    definition.containerDefinitions.forEach((container) => {
      const lacking = lacksRole(container, app.target);
      if (!lacking) return;
      services ??= servicesByContainer(deployment);
      const name = services.get(container.name) ?? container.name;
      report(lacking, { path: ['services', name, 'image'] }, { name });
    });
  });
}

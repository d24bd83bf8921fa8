import { declare, type Report } from '../../diagnostics/declare.ts';
import type { Deployment } from '../../plan/deployment.ts';
import type { Path } from '../../source/node.ts';
import { pages } from '../facts/pages.ts';
import type { EcsApp } from '../model.ts';

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

/** What pulling images asks of the execution role; secrets and logs are laws of ECS and checked with the others. */
export function pulls(app: EcsApp, deployment: Deployment, report: Report): void {
  const services = new Map([...deployment.containerNames].map(([service, container]) => [container, service]));
  for (const definition of app.taskDefinitions) {
    if (definition.executionRoleArn) continue;
    for (const container of definition.containerDefinitions) {
      const name = services.get(container.name) ?? container.name;
      const path: Path = ['services', name, 'image'];
      if (container.repositoryCredentials) report(credentialsNeedRole, { path }, { name });
      else if (app.target === 'fargate' && ecr.test(container.image ?? '')) report(ecrNeedsRole, { path }, { name });
    }
  }
}

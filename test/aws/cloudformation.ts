import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CelEngine, type Engine, TemplateFile } from '@aws/cloudformation-validate';
import { members } from '../../src/ecs/facts/api.ts';
import type { Bundle } from '../../src/emit/bundle.ts';

/**
 * Names of CloudFormation that are not the API's with a capital letter.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
 */
const renamed: Readonly<Record<string, string>> = {
  'Service.placementStrategy': 'PlacementStrategies',
  'EFSVolumeConfiguration.fileSystemId': 'FilesystemId',
  'EFSVolumeConfiguration.authorizationConfig': 'AuthorizationConfig',
  'EFSAuthorizationConfig.iam': 'IAM',
  'Volume.efsVolumeConfiguration': 'EFSVolumeConfiguration',
  'Volume.fsxWindowsFileServerVolumeConfiguration': 'FSxWindowsFileServerVolumeConfiguration',
  'Volume.s3filesVolumeConfiguration': 'S3FilesVolumeConfiguration',
};

/** CreateService input that a template does not have, or has elsewhere. */
const left = new Set(['Service.clientToken']);

/** A definition in the words of a CloudFormation resource. */
export function properties(value: unknown, type: string): unknown {
  if (Array.isArray(value)) return value.map((each) => properties(each, type));
  if (typeof value !== 'object' || value === null || type === '{}' || type === 'any') return value;
  const known = members(type);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !left.has(`${type}.${name}`))
      .map(([name, each]) => [
        renamed[`${type}.${name}`] ?? name.charAt(0).toUpperCase() + name.slice(1),
        properties(each, known.get(name)?.type ?? 'any'),
      ]),
  );
}

export interface Problem {
  /** What was converted, and which definition of it. */
  readonly resource: string;
  readonly rule: string;
  readonly at: string;
  readonly message: string;
}

/** Resources in one template: what a template may hold. */
const mostResources = 500;

/** Holds the definitions of many bundles, by name, against AWS's schemas; few calls, because the validator is slow to start. */
export function validate(bundles: ReadonlyMap<string, Bundle>): Problem[] {
  const resources = [...bundles].flatMap(([name, bundle]) => [
    ...bundle.taskDefinitions.map((each) => resource(`${name}: ${each.family}`, 'TaskDefinition', each)),
    ...bundle.services.map((each) => resource(`${name}: ${each.serviceName}`, 'Service', each)),
  ]);
  const engine = new CelEngine();
  try {
    const problems: Problem[] = [];
    for (let from = 0; from < resources.length; from += mostResources)
      problems.push(...validateTemplate(engine, resources.slice(from, from + mostResources)));
    return problems;
  } finally {
    engine.free();
  }
}

interface Resource {
  readonly name: string;
  readonly Type: string;
  readonly Properties: unknown;
}

const resource = (name: string, type: 'TaskDefinition' | 'Service', value: unknown): Resource => ({
  name,
  Type: `AWS::ECS::${type}`,
  Properties: properties(value, type),
});

function validateTemplate(engine: Engine, resources: readonly Resource[]): Problem[] {
  const folder = mkdtempSync(join(tmpdir(), 'cloudformation-'));
  try {
    const path = join(folder, 'template.json');
    const entries = resources.map(({ Type, Properties }, index) => [`R${index}`, { Type, Properties }] as const);
    writeFileSync(path, JSON.stringify({ Resources: Object.fromEntries(entries) }));
    const { diagnostics } = engine.validateStandard(new TemplateFile(path));
    return diagnostics
      .filter(({ severity }) => /error|fatal/i.test(String(severity)))
      .map(({ ruleId, message, propertyPath, entity }) => {
        const index = Number(/^R(\d+)$/.exec(entity?.logicalId ?? '')?.[1]);
        return { resource: resources[index]?.name ?? '', rule: ruleId, at: propertyPath ?? '', message };
      });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

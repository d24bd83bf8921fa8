import { InvalidArgumentError, Option } from 'commander';
import { serviceNeeds } from '../../push/needs.ts';
import { type PushPlan, pending } from '../../push/plan.ts';
import { preflight } from '../../push/preflight.ts';
import { carryOut, type PushReport, type PushRequest, plannedPush } from '../../push/push.ts';
import { planJson, planText, stepText } from '../../push/render.ts';
import * as found from '../aws/findings.ts';
import { addAwsFlags } from '../aws/flags.ts';
import { progressLines } from '../aws/progress.ts';
import { type AwsRun, withAws } from '../aws/project.ts';
import { knownSelection, leftOutServices } from '../aws/selection.ts';
import { type CommandModule, exit, type Flags, type Streams } from '../command.ts';

const examples = `
Examples:
  compose2ecs push --cluster prod --dry-run             what would change (exit 5: something, 0: nothing)
  compose2ecs push --cluster prod --wait                register, deploy, wait until steady
  compose2ecs push --cluster prod web worker            only the tasks of these services
  compose2ecs push --register-only                      task definitions alone
  compose2ecs push --cluster prod --prune               also remove services that the file no longer has`;

/** What follows `--wait` may be meant as the name of a service. */
function secondsOf(text: string): number {
  const seconds = Number(text);
  if (Number.isFinite(seconds) && seconds > 0) return seconds;
  throw new InvalidArgumentError('It is no number of seconds; write the services first.');
}

/** `compose2ecs push`: convert, then register and create or update the services. */
export const push: CommandModule = {
  define: (command) => {
    command.argument('[services...]', 'Compose services; all when none is given');
    for (const [flags, description] of [
      ['--dry-run', 'print the plan and change nothing'],
      ['--register-only', 'register task definitions, touch no service'],
      ['--force-new-deployment', 'deploy again where nothing changed'],
      ['--prune', 'remove services of this project that the file no longer has'],
      ['--no-preflight', 'do not look first whether all that is needed exists'],
    ] as const)
      command.addOption(new Option(flags, description).helpGroup('Push:'));
    command.addOption(
      new Option('--wait [SECONDS]', 'wait until the services are steady (default 600)')
        .argParser(secondsOf)
        .helpGroup('Push:'),
    );
    command.addOption(
      new Option('--format <FORMAT>', 'how --dry-run prints the plan').choices(['text', 'json']).helpGroup('Push:'),
    );
    addAwsFlags(command);
    command.addHelpText('after', examples);
  },
  run: (flags, services, streams) => withAws(flags, streams, (aws) => pushProject(aws, flags, services, streams)),
};

async function pushProject(aws: AwsRun, flags: Flags, services: readonly string[], streams: Streams): Promise<number> {
  const request = requestOf(aws, flags, services, streams);
  if (!request) return exit.usage;
  const bare = request.app.taskDefinitions.filter(
    ({ family, networkMode }) =>
      networkMode === 'awsvpc' &&
      ![...request.app.services, ...request.app.runTasks].some(({ taskDefinition }) => taskDefinition === family),
  );
  if (bare.length > 0 && !request.registerOnly) {
    for (const { family } of bare) aws.report(found.noSubnets, { path: [] }, { family });
    return exit.errors;
  }
  const plan = await plannedPush(request, aws.session.port);
  if (flags.dryRun === true) return dryRun(plan, flags, streams);
  if (flags.preflight !== false && !request.registerOnly && !(await everythingThere(aws, request))) return exit.aws;
  return deploy(plan, request, aws, flags, streams);
}

function requestOf(aws: AwsRun, flags: Flags, services: readonly string[], streams: Streams): PushRequest | undefined {
  const { deployment } = aws.run.compiled;
  const selection = knownSelection(aws, services);
  if (!selection || !deployment) return undefined;
  const scaled = deployment.tasks
    .filter(({ countPath }) => countPath !== undefined)
    .map(({ serviceName }) => serviceName);
  const seconds = flags.wait === true ? 600 : Number(flags.wait);
  return {
    app: selection.app,
    cluster: aws.cluster,
    needs: serviceNeeds(deployment),
    scaled: new Set(scaled),
    leftOut: new Set([...selection.leftOut, ...leftOutServices(aws.run, flags, streams)]),
    registerOnly: flags.registerOnly === true,
    forceNewDeployment: flags.forceNewDeployment === true,
    prune: flags.prune === true,
    ...(Number.isFinite(seconds) ? { wait: seconds } : {}),
  };
}

function dryRun(plan: PushPlan, flags: Flags, streams: Streams): number {
  streams.stdout.write(flags.format === 'json' ? `${JSON.stringify(planJson(plan), null, 2)}\n` : planText(plan));
  return pending(plan) || plan.orphans.length > 0 ? exit.changes : exit.ok;
}

async function everythingThere({ report, session, cluster }: AwsRun, { app }: PushRequest): Promise<boolean> {
  const { sdkProbe } = await import('../../push/sdk-clients.ts');
  const result = await preflight(app, cluster, session.port, sdkProbe(session.connection, undefined, session.signal));
  const region = await session.port.region();
  for (const { kind, name, usedBy, command } of result.missing) {
    const where = region === undefined ? '' : ` in ${region}`;
    report(found.missing, { path: [] }, { kind: kind.replace('-', ' '), name, usedBy, command, where });
  }
  for (const { requirement, reason } of result.unknown)
    report(found.unknown, { path: [] }, { kind: requirement.kind.replace('-', ' '), name: requirement.name, reason });
  return result.missing.length === 0;
}

async function deploy(
  plan: PushPlan,
  request: PushRequest,
  aws: AwsRun,
  flags: Flags,
  streams: Streams,
): Promise<number> {
  const { port, clock, signal } = aws.session;
  const result = await carryOut(plan, request, {
    port,
    clock,
    signal,
    onStep: (step) => streams.stdout.write(`${stepText(step)}\n`),
    onProgress: progressLines(flags, streams),
  });
  explain(result, request, aws);
  return result.ok ? exit.ok : exit.aws;
}

function explain({ plan, results, waited, pruned }: PushReport, request: PushRequest, { report }: AwsRun): void {
  for (const { step, outcome, reason = '' } of results) {
    const what = step.kind === 'service' ? `The service ${step.name}` : `The task definition ${step.family}`;
    if (outcome === 'failed' || outcome === 'skipped') report(found.stepFailed, { path: [] }, { what, reason });
    if (outcome === 'interrupted' || outcome === 'unsure') report(found.interrupted, { path: [] }, { what, reason });
  }
  for (const { service, outcome, reason = '' } of waited)
    if (outcome !== 'steady') report(found.notSteady, { path: [] }, { service, reason: reason.replace(/\.$/, '') });
  for (const { service, outcome, reason = '' } of pruned)
    if (outcome === 'failed') report(found.notChanged, { path: [] }, { what: `The service ${service}`, reason });
  for (const { definition } of plan.orphans) {
    const service = definition.serviceName;
    if (!request.prune) report(found.orphan, { path: [] }, { service });
    else if (pruned.length === 0) report(found.notPruned, { path: [] }, { service });
  }
}

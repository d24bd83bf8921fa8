import { ebsTypes } from '../../facts/ebs.ts';
import { within } from '../../facts/limits.ts';
import { pages } from '../../facts/pages.ts';
import { each, law } from '../law.ts';
import { serviceLaw } from '../service-view.ts';

export const launchVolumeUnknown = law<{ name: string }>(() => ({
  rule: 'SV034',
  code: 'launch-volume-unknown',
  message: ({ name }) => `Volume \`${name}\` is configured here and not \`configuredAtLaunch\` in the task definition.`,
  why: 'Each volume configuration fills in a volume that the task definition leaves open.',
  fix: 'Name such a volume.',
  see: pages.ebs,
}));

export const launchVolumeOpen = law<{ name: string }>(() => ({
  rule: 'SV035',
  code: 'launch-volume-open',
  message: ({ name }) =>
    `Volume \`${name}\` of the task definition is \`configuredAtLaunch\`, and nothing configures it.`,
  why: 'ECS starts no task with a volume left open.',
  fix: 'Add it to `volumeConfigurations`.',
  see: pages.ebs,
}));

export const ebsVolume = law<{ name: string; problem: string }>(() => ({
  rule: 'SV036',
  code: 'ebs-volume',
  message: ({ name, problem }) => `EBS volume \`${name}\` ${problem}.`,
  why: 'ECS makes the volume with an infrastructure role; sizes, IOPS and throughput depend on the volume type.',
  fix: 'Correct `managedEBSVolume`.',
  see: pages.ebs,
}));

export const ebs = serviceLaw(['volumeConfigurations', 'configuredAtLaunch'], ({ service, task, fargate, report }) => {
  if (!service.volumeConfigurations && !task?.task.volumes?.some((volume) => volume?.configuredAtLaunch)) return;
  const open = new Set(
    (task?.task.volumes ?? []).filter((volume) => volume?.configuredAtLaunch).map((volume) => volume?.name ?? ''),
  );
  const all = each(service.volumeConfigurations, 'volumeConfigurations');
  const configured = new Set(all.map(({ value }) => value.name));
  for (const name of open) if (!configured.has(name)) report(launchVolumeOpen, [], { name });
  for (const {
    value: { name = '', managedEBSVolume: volume },
    path,
  } of all) {
    if (task && !open.has(name)) report(launchVolumeUnknown, path, { name });
    const at = [...path, 'managedEBSVolume'];
    const problem = (text: string) => report(ebsVolume, at, { name, problem: text });
    if (!volume?.roleArn) problem('lacks `roleArn`');
    if (!volume) continue;
    if (volume.sizeInGiB === undefined && !volume.snapshotId) problem('lacks `sizeInGiB` or `snapshotId`');
    const type = volume.volumeType ?? 'gp3';
    const facts = Object.hasOwn(ebsTypes, type) ? ebsTypes[type] : undefined;
    if (!facts) continue;
    const range = (member: string, value: number | undefined, bounds: readonly [number, number] | undefined) => {
      if (value !== undefined && !bounds) problem(`of type ${type} has \`${member}\``);
      else if (value !== undefined && bounds && !within(value, bounds))
        problem(`of type ${type} has a \`${member}\` of ${value}; it takes ${bounds[0]} to ${bounds[1]}`);
    };
    range('sizeInGiB', volume.sizeInGiB, facts.size);
    range('iops', volume.iops, facts.iops);
    range('throughput', volume.throughput, facts.throughput);
    if (facts.iopsRequired && volume.iops === undefined) problem(`of type ${type} lacks \`iops\``);
    if (facts.notOnFargate && fargate) problem(`of type ${type} does not exist on Fargate`);
  }
});

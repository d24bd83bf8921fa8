import { pages } from '../../facts/pages.ts';
import { patterns } from '../../facts/patterns.ts';
import { each, law } from '../law.ts';
import { taskLaw } from '../task-view.ts';

interface Params {
  readonly name: string;
}

export const efsRoot = law<Params>(() => ({
  rule: 'TD065',
  code: 'efs-root-directory',
  message: ({ name }) => `Volume \`${name}\` has an EFS access point and a root directory.`,
  why: 'The access point sets the directory; beside it only `/` is taken.',
  fix: 'Remove `rootDirectory`.',
  see: pages.efs,
}));

export const efsEncryption = law<Params>(() => ({
  rule: 'TD066',
  code: 'efs-transit-encryption',
  message: ({ name }) => `Volume \`${name}\` uses an EFS access point or IAM without encryption in transit.`,
  why: 'Both need TLS, and `transitEncryption` is DISABLED by default.',
  fix: 'Set `transitEncryption` to ENABLED.',
  see: pages.efs,
}));

export const efsPort = law<Params>(() => ({
  rule: 'TD067',
  code: 'efs-transit-port',
  message: ({ name }) => `Volume \`${name}\` has \`transitEncryptionPort\` without encryption in transit.`,
  why: 'The port is that of the encrypted connection.',
  fix: 'Set `transitEncryption` to ENABLED, or remove the port.',
  see: pages.efs,
}));

export const efsId = law<Params & { member: string; example: string }>(() => ({
  code: 'efs-id',
  message: ({ name, member, example }) => `\`${member}\` of volume \`${name}\` is not of the form \`${example}\`.`,
  why: 'EFS names file systems and access points by ids.',
  fix: ({ example }) => `Write the id: \`${example}\`.`,
  see: pages.efs,
}));

export const efs = taskLaw(['efsVolumeConfiguration'], ({ task, report }) => {
  for (const { value: volume, path } of each(task.volumes, 'volumes')) {
    const value = volume.efsVolumeConfiguration;
    if (!value) continue;
    const name = volume.name ?? '';
    const at = [...path, 'efsVolumeConfiguration'];
    const { accessPointId, iam } = value.authorizationConfig ?? {};
    const encrypted = value.transitEncryption === 'ENABLED';
    if (value.fileSystemId !== undefined && !patterns.efsFileSystemId.test(value.fileSystemId))
      report(efsId, [...at, 'fileSystemId'], { name, member: 'fileSystemId', example: 'fs-0123456789abcdef0' });
    if (accessPointId && !patterns.efsAccessPointId.test(accessPointId))
      report(efsId, [...at, 'authorizationConfig', 'accessPointId'], {
        name,
        member: 'accessPointId',
        example: 'fsap-0123456789abcdef0',
      });
    if (accessPointId && value.rootDirectory && value.rootDirectory !== '/')
      report(efsRoot, [...at, 'rootDirectory'], { name });
    if ((accessPointId || iam === 'ENABLED') && !encrypted) report(efsEncryption, at, { name });
    if (value.transitEncryptionPort !== undefined && !encrypted)
      report(efsPort, [...at, 'transitEncryptionPort'], { name });
  }
});

import type { ServiceKey } from '../../compose/model.ts';
import { declare } from '../../diagnostics/declare.ts';
import { pages } from '../../ecs/facts/pages.ts';
import { patterns } from '../../ecs/facts/patterns.ts';
import { onFargate } from '../context.ts';
import type { KeyDefinition } from '../define.ts';
import { containerMember, resourcePage, servicePage } from '../pages.ts';
import { addVolume, hostVolumeName } from '../storage/task-volumes.ts';

export const modelsDropped = declare(() => ({
  code: 'models/dropped',
  severity: 'warning',
  message: 'models is dropped: ECS runs no models.',
  why: 'Compose would start a model runner and tell the container its address; on ECS the variables stay unset.',
  fix: 'Run the model as a service or use a hosted one, and set the variables under environment.',
  see: resourcePage('models'),
}));

export const providerRefused = declare(() => ({
  code: 'provider/refused',
  severity: 'error',
  message: 'A service of a provider cannot become a container.',
  why: 'Compose would call a program on this machine to make it; ECS has no such thing.',
  fix: 'Make the resource by hand, pass its address in environment, and leave the service out with a profile.',
  see: servicePage('provider'),
}));

export const credentialSpecWithoutArn = declare(() => ({
  code: 'credential_spec/no-arn',
  severity: 'error',
  message: 'The credential spec is no ARN.',
  why: 'ECS reads credential specs from S3, Parameter Store or Secrets Manager, not from a file or a registry.',
  fix: 'Upload it and write its ARN as file: credentialspec:arn:…, or as credentialSpecs under x-ecs.containerDefinition.',
  see: containerMember('credentialSpecs'),
  allow: 'no credential spec is written',
}));

export const apiSocketMounted = declare(() => ({
  code: 'use_api_socket/instance',
  severity: 'warning',
  message: 'The container gets the Docker socket of its instance.',
  why: 'It sees and controls every container there, those of ECS too, and needs no credentials of yours.',
  fix: 'Remove the key, if the application can do without.',
  see: pages.bindMounts,
}));

export const apiSocketOnFargate = declare(() => ({
  code: 'use_api_socket/fargate-refused',
  severity: 'error',
  message: 'Fargate has no Docker socket.',
  why: 'Its tasks have no access to the machine they run on.',
  fix: 'Run the service on EC2 (--target ec2), or remove the key.',
  see: pages.fargate,
  allow: 'the socket is left out',
}));

const socket = '/var/run/docker.sock';
const socketVolume = 'docker-api-socket';

/** Keys that reach for something outside the project: a provider, a model runner, the Docker daemon, a domain controller. */
export const outsideKeys = {
  models: {
    handling: 'dropped',
    doc: { bridge: '—', note: 'Dropped with a warning.', see: resourcePage('models') },
    report: modelsDropped,
  },
  provider: {
    handling: 'dropped',
    doc: { bridge: 'error', note: 'Refused: nothing on ECS stands for it.', see: servicePage('provider') },
    report: providerRefused,
  },
  credential_spec: {
    handling: 'mapped',
    doc: {
      bridge: 'credentialSpecs',
      note: 'An ARN, with or without credentialspec: before it; a file, a registry or a config is an error.',
      see: containerMember('credentialSpecs'),
    },
    diagnostics: { credentialSpecWithoutArn },
    map({ file, config, registry }, { container, report, path }) {
      const text = file ?? config ?? registry ?? '';
      const spec = text.startsWith('arn:') ? `credentialspec:${text}` : text;
      if (patterns.credentialSpec.test(spec)) container.definition.credentialSpecs = [spec];
      else report(credentialSpecWithoutArn, { path });
    },
  },
  use_api_socket: {
    handling: 'mapped',
    doc: {
      bridge: 'volumes host, mountPoints',
      fargate: 'error',
      note: 'Mounts the Docker socket of the instance, with a warning.',
      see: pages.bindMounts,
    },
    diagnostics: { apiSocketMounted, apiSocketOnFargate },
    map(value, context) {
      const { container, task, report, path } = context;
      if (!value) return;
      if (onFargate(context)) {
        report(apiSocketOnFargate, { path });
        return;
      }
      report(apiSocketMounted, { path });
      const name = hostVolumeName(task, context.project, socket, socketVolume);
      if (!task.volumes.has(name))
        addVolume(task, {
          volume: { name, host: { sourcePath: socket } },
          persistent: false,
          local: true,
          writers: [],
        });
      const mount = { sourceVolume: name, containerPath: socket };
      container.definition.mountPoints = [...(container.definition.mountPoints ?? []), mount];
    },
  },
} as const satisfies { readonly [K in ServiceKey]?: KeyDefinition<K> };

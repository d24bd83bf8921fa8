import { declare } from '../../diagnostics/declare.ts';

const spec = 'https://github.com/compose-spec/compose-spec/blob/main/';

export const undefinedReference = declare<{ kind: string; name: string; section: string }>(() => ({
  code: 'reference/undefined',
  severity: 'error',
  message: ({ kind, name }) => `There is no ${kind} "${name}".`,
  why: 'A service can only refer to what the project defines.',
  fix: ({ name, section }) => `Add ${name} to the top-level ${section}, or correct the name.`,
  see: `${spec}05-services.md`,
}));

export const undefinedDependency = declare<{ name: string; disabled: boolean; waits: boolean }>(() => ({
  code: 'depends_on/undefined-service',
  severity: 'error',
  message: ({ name, disabled }) =>
    disabled ? `The service "${name}" is not enabled by any profile.` : `There is no service "${name}".`,
  why: 'This service needs that one, and cannot start without it.',
  fix: ({ name, disabled, waits }) =>
    disabled
      ? `Enable a profile of it with --profile${waits ? ', or write required: false' : ': its network is used here'}.`
      : name === 'service'
        ? 'Write the name alone in volumes_from: data:ro, not service:data:ro. Or define a service of this name.'
        : 'Define that service, or correct the name.',
  see: `${spec}05-services.md#depends_on`,
}));

export const dependencyCycle = declare<{ loop: string }>(() => ({
  code: 'depends_on/cycle',
  severity: 'error',
  message: ({ loop }) => `Services depend on each other in a circle: ${loop}.`,
  why: 'None of them could start first. links, volumes_from and service: modes count as dependencies.',
  fix: 'Remove one of these dependencies.',
  see: `${spec}05-services.md#depends_on`,
}));

export const nothingToRun = declare(() => ({
  code: 'image/missing',
  severity: 'error',
  message: 'This service has neither an image nor a build.',
  why: 'Without one of them there is nothing to run.',
  fix: 'Add image: NAME, or build: FOLDER.',
  see: `${spec}05-services.md#image`,
}));

export const conflict = declare<{ one: string; other: string }>(() => ({
  code: 'service/conflicting-keys',
  severity: 'error',
  message: ({ one, other }) => `${one} and ${other} exclude each other.`,
  why: 'They say different things about the same.',
  fix: ({ one, other }) => `Keep ${one} or ${other}.`,
  see: `${spec}05-services.md`,
}));

export const distinctValues = declare<{ one: string; other: string }>(() => ({
  code: 'service/distinct-values',
  severity: 'error',
  message: ({ one, other }) => `${one} and ${other} differ.`,
  why: 'Both spell the same setting, so Compose asks them to agree.',
  fix: ({ one, other }) => `Remove ${one}, or give ${other} the same value.`,
  see: `${spec}deploy.md`,
}));

export const nameNotUnique = declare<{ attribute: string }>(() => ({
  code: 'container_name/several-replicas',
  severity: 'error',
  message: ({ attribute }) => `container_name is set, and ${attribute} asks for more than one container.`,
  why: 'The name of a container is unique, so only one of them could have it.',
  fix: ({ attribute }) => `Remove container_name, or set ${attribute} to 1.`,
  see: `${spec}05-services.md#container_name`,
}));

export const platformNotBuilt = declare<{ platform: string }>(() => ({
  code: 'build/platform-missing',
  severity: 'error',
  message: ({ platform }) => `build.platforms does not name the platform of the service, ${platform}.`,
  why: 'The image would not run where the service asks to run.',
  fix: ({ platform }) => `Add ${platform} to build.platforms.`,
  see: `${spec}build.md#platforms`,
}));

export const badTest = declare(() => ({
  code: 'healthcheck/test-prefix',
  severity: 'error',
  message: 'The test does not start with CMD, CMD-SHELL or NONE.',
  why: 'The first item of a list says how the rest is run.',
  fix: 'Put "CMD" first, or write the test as one text to run it in a shell.',
  see: `${spec}05-services.md#healthcheck`,
}));

export const targetTwice = declare<{ target: string }>(() => ({
  code: 'volumes/target-twice',
  severity: 'error',
  message: ({ target }) => `${target} is mounted twice.`,
  why: 'Only one thing can be seen at a path.',
  fix: 'Mount one of them somewhere else, or remove it.',
  see: `${spec}05-services.md#volumes`,
}));

export const watchTarget = declare(() => ({
  code: 'develop/target-missing',
  severity: 'error',
  message: 'This watch rule has no target.',
  why: 'Files can only be copied into the container when it is known where to.',
  fix: 'Add target: PATH, or use action: rebuild.',
  see: `${spec}develop.md#watch`,
}));

export const watchPath = declare(() => ({
  code: 'develop/path-empty',
  severity: 'error',
  message: 'This watch rule has an empty path.',
  why: 'Without a path there is nothing to watch.',
  fix: 'Write the file or folder to watch.',
  see: `${spec}develop.md#watch`,
}));

export const negative = declare<{ key: string }>(() => ({
  code: 'scale/negative',
  severity: 'error',
  message: ({ key }) => `${key} is negative.`,
  why: 'It is a number of containers.',
  fix: 'Write 0 or more.',
  see: `${spec}05-services.md#scale`,
}));

export const countAndIds = declare(() => ({
  code: 'devices/count-and-ids',
  severity: 'error',
  message: 'count and device_ids exclude each other.',
  why: 'Devices are asked for by number or by name.',
  fix: 'Remove one of the two.',
  see: `${spec}deploy.md#devices`,
}));

export const externalConflict = declare<{ key: string }>(() => ({
  code: 'external/conflict',
  severity: 'error',
  message: ({ key }) => `${key} says how to create a volume that external says exists already.`,
  why: 'Compose does not create external resources.',
  fix: ({ key }) => `Remove ${key}, or external: true.`,
  see: `${spec}07-volumes.md#external`,
}));

export const sourceConflict = declare<{ keys: string }>(() => ({
  code: 'source/several',
  severity: 'error',
  message: ({ keys }) => `More than one of ${keys} is set.`,
  why: 'The content comes from one place only.',
  fix: 'Keep one of them.',
  see: `${spec}09-secrets.md`,
}));

export const sourceMissing = declare<{ keys: string }>(() => ({
  code: 'source/missing',
  severity: 'error',
  message: ({ keys }) => `None of ${keys} is set.`,
  why: 'Without one of them there is no content.',
  fix: ({ keys }) => `Add one of ${keys}, or external: true.`,
  see: `${spec}09-secrets.md`,
}));

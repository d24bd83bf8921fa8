import { declare } from '../../diagnostics/declare.ts';
import { trimEnd } from '../../source/trim-end.ts';
import { defineKey, type KeyContext } from '../define.ts';
import { containerMember } from '../pages.ts';

export const imageIncomplete = declare(() => ({
  code: 'image/incomplete',
  severity: 'error',
  message: 'The image reference is incomplete: it is empty, or nothing follows its last colon.',
  why: 'A variable in it is most likely empty or unset. ECS would fail to pull such an image.',
  fix: 'Set the variable, give it a default (TAG:-latest between the braces), or name the image with --image SERVICE=REF.',
  see: containerMember('image'),
}));

export const buildWithoutImage = declare<{ service: string }>(() => ({
  code: 'build/no-image',
  severity: 'error',
  message: ({ service }) => `${service} is built and names no image.`,
  why: 'ECS does not build: it pulls images from a registry.',
  fix: ({ service }) =>
    `Build and push the image first, then name it: --image ${service}=REPOSITORY:TAG, or --image-prefix REPOSITORY for all built services.`,
  see: containerMember('image'),
}));

export const image = defineKey<'image'>({
  handling: 'mapped',
  doc: {
    bridge: 'image',
    note: 'As it is; --image SERVICE=REF replaces it. --registry-credentials HOST=ARN adds repositoryCredentials. Empty or ending in a colon: error.',
    see: containerMember('image'),
  },
  diagnostics: { imageIncomplete },
  map(value, context) {
    setImage(context.options.images[context.name] ?? value, context);
  },
});

export const build = defineKey<'build'>({
  handling: 'mapped',
  doc: {
    bridge: 'image',
    note: 'ECS pulls images and builds none: image, --image or --image-prefix (PREFIX/service, with --image-tag) must name what was pushed, else an error.',
    see: containerMember('image'),
  },
  harmless: { '**': 'how the image is built stays with the build tool; ECS only pulls it' },
  diagnostics: { buildWithoutImage, imageIncomplete },
  map(_value, context) {
    const { service, name, options, report, path } = context;
    if (service.image !== undefined) return;
    const built = options.images[name] ?? prefixed(context);
    if (built === undefined) report(buildWithoutImage, { path }, { service: name });
    else setImage(built, context);
  },
});

/** Repository names are lower case: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
function prefixed({ name, options }: KeyContext): string | undefined {
  if (options.imagePrefix === undefined) return undefined;
  const tag = options.imageTag === undefined ? '' : `:${options.imageTag}`;
  return `${trimEnd(options.imagePrefix, '/')}/${name.toLowerCase()}${tag}`;
}

const endsOpen = /[:@/]$/;

function setImage(reference: string, context: KeyContext): void {
  const { container, options } = context;
  const written = reference.trim();
  if (written === '' || endsOpen.test(written) || written.startsWith(':')) {
    context.report(imageIncomplete, { path: context.path });
    return;
  }
  container.definition.image = written;
  const table = options.registryCredentials;
  if (Object.keys(table).length === 0) return;
  const credentials = credentialsFor(registryOf(written), table);
  if (credentials !== undefined) container.definition.repositoryCredentials = { credentialsParameter: credentials };
}

/** The host an image is pulled from. A first part without a dot or colon is a folder of Docker Hub. */
function registryOf(reference: string): string {
  const [first = '', ...rest] = reference.split('/');
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : 'docker.io';
}

const hub = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

function credentialsFor(host: string, table: Readonly<Record<string, string>>): string | undefined {
  const names = hub.has(host) ? [...hub] : [host];
  const found = names.find((name) => Object.hasOwn(table, name));
  return found === undefined ? undefined : table[found];
}

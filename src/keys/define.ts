import type { Service, ServiceKey } from '../compose/model.ts';
import type { Project } from '../compose/project.ts';
import type { Declaration, Report } from '../diagnostics/declare.ts';
import type { ContainerDraft, Draft, TaskDraft } from '../ecs/draft.ts';
import type { Options } from '../options/options.ts';
import type { Deployment } from '../plan/deployment.ts';
import type { Path } from '../source/node.ts';
import type { VolumeStorage } from './storage/volume-storage.ts';

/** What one Compose key becomes, said for each target; the rows of `docs/keys.md`. */
export interface KeyDoc {
  /** The ECS member on EC2 in bridge mode, or `—` when there is none. */
  readonly bridge: string;
  /** When it differs from `bridge`. */
  readonly awsvpc?: string;
  /** When it differs from `awsvpc`. */
  readonly fargate?: string;
  /** Conversion, rounding and what is said, in one or two sentences. */
  readonly note: string;
  /** AWS page of the ECS member, or the Compose page where ECS has none. */
  readonly see: string;
}

/** What a key definition may read and write. Cross-key decisions are settle's; a definition may look at a key that replaces its own. */
export interface KeyContext {
  /** `services`, name, key. */
  readonly path: Path;
  readonly name: string;
  readonly service: Service;
  readonly project: Project;
  readonly deployment: Deployment;
  readonly options: Options;
  /** What a named volume becomes. */
  readonly storageOf: (volume: string) => VolumeStorage;
  readonly task: TaskDraft;
  readonly container: ContainerDraft;
  readonly report: Report;
}

interface Documented {
  readonly doc: KeyDoc;
  /** Parts of the key with a row of their own, by their dotted path below it. */
  readonly parts?: Readonly<Record<string, KeyDoc>>;
  /**
   * Parts that change nothing and are passed over, with the reason, by their dotted path below the key:
   * `*` stands for any one step, `**` for the key and all below it.
   */
  readonly harmless?: Readonly<Record<string, string>>;
  /** Every code that this key may report. */
  readonly diagnostics?: Readonly<Record<string, Declaration<never>>>;
}

/** Writes the value into the draft and reports what could not be carried. */
export interface MappedKey<K extends ServiceKey> extends Documented {
  readonly handling: 'mapped';
  map(value: NonNullable<Service[K]>, context: KeyContext): void;
}

/** Without any ECS counterpart on any target: always reported, by the one declaration. */
export interface DroppedKey extends Documented {
  readonly handling: 'dropped';
  readonly report: Declaration;
  /** Values that ask for what ECS does anyway; an empty list never asks for anything. */
  readonly idle?: readonly unknown[];
}

/** Says nothing and changes nothing, for the reason given. */
export interface HarmlessKey extends Documented {
  readonly handling: 'harmless';
  readonly because: string;
}

/** Taken into account by another stage, which reports what is lost. */
export interface ElsewhereKey extends Documented {
  readonly handling: 'elsewhere';
  readonly stage: 'load' | 'plan' | 'settle';
}

export type KeyDefinition<K extends ServiceKey> = MappedKey<K> | DroppedKey | HarmlessKey | ElsewhereKey;

/** One definition for each key of the Compose schema: a missing or unknown key does not compile. */
export type ServiceKeys = { readonly [K in ServiceKey]: KeyDefinition<K> };

export const defineKey = <K extends ServiceKey>(definition: MappedKey<K>): MappedKey<K> => definition;

/** The top-level resources, each a mapping of names. */
export interface Resources {
  readonly networks: NonNullable<Project['model']['networks']>[string];
  readonly volumes: NonNullable<Project['model']['volumes']>[string];
  readonly secrets: NonNullable<Project['model']['secrets']>[string];
  readonly configs: NonNullable<Project['model']['configs']>[string];
  readonly models: NonNullable<Project['model']['models']>[string];
}
export type ResourceKind = keyof Resources;

export interface ResourceContext {
  /** Kind, name. */
  readonly path: Path;
  readonly name: string;
  readonly project: Project;
  readonly deployment: Deployment;
  readonly options: Options;
  /** What a named volume becomes. */
  readonly storageOf: (volume: string) => VolumeStorage;
  readonly draft: Draft;
  readonly report: Report;
}

/** A top-level resource; runs once for each, after all services. */
export interface ResourceDefinition<R extends ResourceKind> extends Documented {
  /** Absent: read by the keys that use the resource, which report what is lost. */
  map?(value: Resources[R], context: ResourceContext): void;
}

export type ResourceKeys = { readonly [R in ResourceKind]: ResourceDefinition<R> };

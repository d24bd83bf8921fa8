/** What the command line, or a library call, says about which project to read. */
export interface LoadRequest {
  /** `-f`, in order; `-` is standard input. Empty: found as `docker compose` finds them. */
  readonly files?: readonly string[];
  /** `--env-file`, in order. */
  readonly envFiles?: readonly string[];
  /** `--profile`. */
  readonly profiles?: readonly string[];
  /** `-p`. */
  readonly projectName?: string | undefined;
  readonly projectDirectory?: string | undefined;
  /** `--ecs-params`: parameter file of the retired Amazon ECS CLI. */
  readonly ecsParams?: string | undefined;
  /** `config --no-interpolate`. */
  readonly interpolate?: boolean;
}

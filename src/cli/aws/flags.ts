import { type Command, Option } from 'commander';
import { addConversionFlags, addReadingFlags, addReportingFlags } from '../flags.ts';

/**
 * The flags of a command that works on the services of a project: which project, how it converts, which AWS.
 * `--profile` selects Compose profiles, so the profile of AWS has a name of its own.
 */
export function addAwsFlags(command: Command): void {
  for (const [flags, description] of [
    ['--aws-profile <NAME>', 'profile of the shared AWS files (default: AWS_PROFILE)'],
    ['--endpoint-url <URL>', 'another endpoint of ECS (default: AWS_ENDPOINT_URL)'],
  ] as const)
    command.addOption(new Option(flags, description).helpGroup('AWS:'));
  addReadingFlags(command);
  addConversionFlags(command);
  addReportingFlags(command);
}

import { type Command, InvalidArgumentError, Option } from 'commander';
import { addConversionFlags, addReadingFlags, addReportingFlags } from '../flags.ts';

/**
 * The flags of a command that works on the services of a project: which project, how it converts, which AWS.
 * `--profile` selects Compose profiles, so the profile of AWS has a name of its own.
 */
export function addAwsFlags(command: Command): void {
  for (const option of [
    new Option('--aws-profile <NAME>', 'profile of the shared AWS files (default: AWS_PROFILE)'),
    new Option('--endpoint-url <URL>', 'another endpoint of ECS (default: AWS_ENDPOINT_URL)').argParser(urlOf),
  ])
    command.addOption(option.helpGroup('AWS:'));
  addReadingFlags(command);
  addConversionFlags(command);
  addReportingFlags(command);
}

function urlOf(text: string): string {
  if (/^https?:\/\/[^/]/i.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError('It is no URL such as http://localhost:5000.');
}

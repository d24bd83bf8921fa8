import { endQuietlyOnClosedPipe } from './pipe.ts';
import { run } from './run.ts';

/** The program, apart from how its code is loaded. */
export async function main(process: NodeJS.Process): Promise<void> {
  endQuietlyOnClosedPipe(process);
  // The AWS SDK would announce the end of its support for older Nodes on standard error, among findings for programs.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  process.exitCode = await run(process.argv.slice(2), process);
}

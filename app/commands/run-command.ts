/**
 * Runs a command of the terminal: what a person can mend is one line and exit code 1, a wrong call exit code 2.
 * @param command resolves to null, or to what is wrong with how it was called
 */
export async function runCommand(command: () => Promise<string | null>): Promise<void> {
  try {
    const usage = await command();
    if (usage === null) return;
    console.error(usage);
    process.exitCode = 2;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

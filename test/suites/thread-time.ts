/** Counts from now on what this thread alone works, ms of CPU, whoever else is at work on the machine. */
export function startThreadTime(): () => number {
  const before = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000;
  };
}

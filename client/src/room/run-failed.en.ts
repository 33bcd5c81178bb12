/** Loaded with what it says. */
export const runFailed = {
  notBack: 'The run could not be brought back',
  notBuilt: 'The first run could not be built',
  driver:
    'Start a new run, or open one of this class; opening the same one tries it again. Everything else is kept.',
  driverFirst: 'Start a new run. Everything else is kept.',
  viewer: 'The instructor can start another run. The board appears automatically.',
  newRun: 'New run…',
  runs: 'Runs…',
};

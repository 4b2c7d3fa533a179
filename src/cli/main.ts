import { run } from './run';

void run(process.argv.slice(2)).then((code) => {
  // What an app has left running, timers for instance, must not keep the command from ending: all is written.
  process.exit(code);
});

// Runs Azurite for dev.cs and the tests so that it never outlives the program that started it: standard input is a
// pipe that only that program holds, and when it closes - on purpose, or because the program was killed - Azurite
// saves and ends. It works the same on every system, which signals do not. Arguments are Azurite's own.
'use strict';

// Ctrl-C, a closed terminal or a service manager signal every process of a group at once. The host must be able to
// finish its last writes, and a second signal must not cut off the save, so no signal does anything here: what
// Azurite would do on the first SIGTERM is kept, and done once, when standard input closes.
const ignored = ['SIGTERM', 'SIGINT', 'SIGHUP'];
const once = process.once;
let save;
process.once = (event, listener) => {
  if (!ignored.includes(event)) return once.call(process, event, listener);
  if (event === 'SIGTERM') save = listener;
  return process;
};
ignored.forEach(signal => process.on(signal, () => {}));

let ending = false;
function end() {
  if (ending) return;
  ending = true;
  // Before Azurite listens it has no handler and nothing to save.
  if (save) save();
  else process.exit(0);
}
process.stdin.on('end', end);
process.stdin.on('error', end);
process.stdin.resume();
process.stdin.unref?.();

require('azurite/dist/src/azurite.js');

// Runs Azurite for dev.cs so that it never outlives the program that started it: standard input is a pipe that
// only that program holds, and when it closes - on purpose, or because the program was killed - Azurite saves and
// ends. It works the same on every system, which signals do not. Arguments are Azurite's own.
'use strict';

// Ctrl-C reaches every process of a console at once. The host must be able to finish its last writes, so Azurite
// ignores it and waits for standard input to close.
const once = process.once;
process.once = (event, listener) => event === 'SIGINT' ? process : once.call(process, event, listener);
process.on('SIGINT', () => {});

process.stdin.on('end', () => {
  // Before Azurite listens it has no handler and nothing to save.
  if (!process.emit('SIGTERM')) process.exit(0);
});
process.stdin.on('error', () => process.emit('SIGTERM'));
process.stdin.resume();
process.stdin.unref?.();

require('azurite/dist/src/azurite.js');

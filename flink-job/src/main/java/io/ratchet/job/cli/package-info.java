/**
 * The command line: finds the subcommands, turns faults into exit codes, and holds the options that
 * several of them have. Commands are services: {@link io.ratchet.job.cli.Subcommand}; other modules
 * add some.
 */
@NullMarked
package io.ratchet.job.cli;

import org.jspecify.annotations.NullMarked;

/**
 * The command line. Other modules add commands as services: {@link io.ratchet.job.cli.Subcommand}.
 */
@NullMarked
package io.ratchet.job.cli;

import org.jspecify.annotations.NullMarked;

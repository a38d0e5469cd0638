package io.ratchet.job.cli;

import java.util.concurrent.Callable;

/**
 * A command of the command line, annotated with picocli's {@code @Command}. Commands of other
 * modules are found as services; each says its exit code.
 */
public interface Subcommand extends Callable<Integer> {}

package io.ratchet.tests.support;

import io.ratchet.job.cli.Ratchet;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** The command line, in this process. */
public final class Commands {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Runs a command; returns its exit code. */
    public int execute(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Ratchet.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    /** What the last command wrote. */
    public String out() {
        return out.toString();
    }

    /** What the last command complained of. */
    public String err() {
        return err.toString();
    }
}

package io.ratchet.job.cli.job;

import io.ratchet.job.resume.JobPlan;
import java.io.PrintWriter;
import java.util.Locale;

/** What a command says of a start before its job runs. */
final class StartLines {
    private StartLines() {}

    /** Where it begins, and what its user has to know. */
    static void print(JobPlan plan, PrintWriter out) {
        String beginning = plan.beginning();
        out.println(beginning.substring(0, 1).toUpperCase(Locale.ROOT) + beginning.substring(1));
        plan.notices().forEach(out::println);
    }
}

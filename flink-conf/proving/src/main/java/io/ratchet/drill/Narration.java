package io.ratchet.drill;

import io.ratchet.drill.measure.Recovery;
import io.ratchet.drill.measure.Verdict;
import java.io.PrintWriter;
import java.util.Locale;

/** Tells a terminal how a drill goes. */
record Narration(PrintWriter out) {
    void say(String line) {
        out.println(line);
        out.flush();
    }

    void recovery(int number, String fault, Recovery recovery) {
        say("   " + number + ". " + fault + ": " + recovery.text());
    }

    void verdict(Verdict verdict) {
        say(
                String.format(
                        Locale.ROOT,
                        "   %,d steps, %d gaps, %d repeated, %s",
                        verdict.steps(),
                        verdict.gaps(),
                        verdict.repeated(),
                        verdict.identical()
                                ? "the same model to the bit"
                                : "ANOTHER MODEL: "
                                        + verdict.sha256()
                                        + " instead of "
                                        + verdict.expectedSha256()));
    }
}

package io.ratchet.job.failure;

import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.operator.failure.FailureCase;
import io.ratchet.training.step.BatchRefusal;

/** Writes the reference of all codes as Markdown: {@code docs/use/codes.md}. */
final class CodesPage {
    private CodesPage() {}

    static String markdown() {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Codes of refusals and failures

                        They stand in quarantine, in `status`, in `--json`, in metrics and in messages, and never change; later versions
                        add some. This page is written from the code (`RefusalReason`, `BatchRefusal`, `JobFailures`), and a test compares
                        them. To write it again:
                        `mvn -pl flink-job -am test -Dtest=CodesPageTest -Dratchet.write.reference=true -Dsurefire.failIfNoSpecifiedTests=false`.

                        ## Why a record was refused

                        The others of its batch are trained all the same.

                        | code | what it means | what to do |
                        |---|---|---|
                        """);
        for (RefusalReason reason : RefusalReason.values()) {
            row(page, reason.code(), reason.meaning(), reason.remedy());
        }
        page.append(
                """

                ## Why a batch was refused in the step

                Nothing is changed by it, and its records are not trained.

                | code | what it means | what to do |
                |---|---|---|
                """);
        for (BatchRefusal reason : BatchRefusal.values()) {
            row(page, reason.code(), reason.meaning(), reason.remedy());
        }
        page.append(
                """

                ## Why a job has failed

                What they mean, and when which of them ends a job, is in
                [operations.md](../operate/operations.md#what-restarts-and-what-ends). Where nothing stands on the right, the failure
                itself says what to do.

                | code | what becomes of the job | what to do |
                |---|---|---|
                """);
        for (FailureCase row : JobFailures.TABLE.rows()) {
            row(page, row.name(), row.ruling().label(), row.instruction());
        }
        return page.toString();
    }

    private static void row(StringBuilder page, String code, String meaning, String remedy) {
        page.append("| `")
                .append(code)
                .append("` | ")
                .append(meaning)
                .append(" | ")
                .append(remedy.replace("|", "\\|"))
                .append(" |\n");
    }
}

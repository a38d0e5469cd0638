package io.ratchet.job.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.end.EndedRuns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;

class CleaningPlanTest {
    private static final Path GENERATION = new Path("file:/c d/%20#/generation-1");
    private static final Path A = new Path(GENERATION, "a".repeat(32));
    private static final Path B = new Path(GENERATION, "b".repeat(32));
    private static final Path C = new Path(GENERATION, "c".repeat(32));

    private final Map<Path, Inspection> inspections = new HashMap<>();

    @Test
    void keepsTheNewestWholeOnesAcrossSubmissions() {
        CleaningPlan plan = plan(2, in(C, "chk-9"), in(B, "chk-8"), in(B, "chk-7"), in(A, "chk-7"));

        assertThat(plan.kept()).containsExactly(in(C, "chk-9"), in(B, "chk-8"));
        assertThat(plan.submissions()).containsExactly(A);
    }

    @Test
    void oneThatIsNotWholeDoesNotCountAndStaysWhileItIsNew() {
        faulty(in(C, "chk-9"));

        assertThat(plan(1, in(C, "chk-9"), in(B, "chk-8"), in(A, "chk-7")).submissions())
                .containsExactly(A);
        assertThat(plan(2, in(C, "chk-9"), in(B, "chk-8"), in(A, "chk-7")).submissions()).isEmpty();
    }

    @Test
    void keepsTheOneThatTheJobGoesOnFrom() {
        CleaningPlan plan =
                CleaningPlan.of(
                        candidates(in(C, "chk-9"), in(B, "chk-8"), in(A, "chk-7")),
                        Map.of(),
                        1,
                        Optional.of(in(A, "chk-7")),
                        this::inspect);

        assertThat(plan.submissions()).containsExactly(B);
    }

    @Test
    void keepsASubmissionInWhichOneThatIsKeptHasAFile() {
        inspections.put(
                in(C, "chk-9"),
                Inspection.whole(
                        in(C, "chk-9"),
                        9,
                        Set.of(in(A, "shared/1"), in(C, "shared/2")),
                        EndedRuns.NONE));

        assertThat(plan(1, in(C, "chk-9"), in(B, "chk-8"), in(A, "chk-7")).submissions())
                .containsExactly(B);
    }

    @Test
    void doesNotTouchWhatIsNotASubmissionsCheckpoint() {
        assertThat(
                        plan(1, in(C, "chk-9"), in(GENERATION, "mine/chk-1"), in(B, "saved"))
                                .submissions())
                .isEmpty();
    }

    @Test
    void deletesNothingWhereThereAreFewer() {
        assertThat(plan(3, in(C, "chk-9"), in(A, "chk-7")).submissions()).isEmpty();
    }

    @Test
    void deletesAnUnfinishedSubmissionThatIsOlderThanWhatIsKept() {
        Path[] checkpoints = {in(C, "chk-9"), in(C, "chk-8")};

        assertThat(unfinished(B, millis(8) - 1, checkpoints)).containsExactly(B);
        // It may live, and have its first checkpoint before it.
        assertThat(unfinished(B, millis(8), checkpoints)).isEmpty();
        assertThat(unfinished(B, millis(9) + 1, checkpoints)).isEmpty();
        assertThat(unfinished(B, 0, in(C, "chk-9"))).isEmpty();
    }

    @Test
    void keepsAnUnfinishedSubmissionInWhichOneThatIsKeptHasAFile() {
        inspections.put(
                in(C, "chk-9"),
                Inspection.whole(in(C, "chk-9"), 9, Set.of(in(B, "shared/1")), EndedRuns.NONE));

        assertThat(unfinished(B, 0, in(C, "chk-9"), in(C, "chk-8"))).isEmpty();
    }

    private static Path in(Path folder, String name) {
        return new Path(folder, name);
    }

    private List<Path> unfinished(Path folder, long lastWritten, Path... newestFirst) {
        return CleaningPlan.of(
                        candidates(newestFirst),
                        Map.of(folder, lastWritten),
                        2,
                        Optional.empty(),
                        this::inspect)
                .submissions();
    }

    private CleaningPlan plan(int retained, Path... newestFirst) {
        return CleaningPlan.of(
                candidates(newestFirst), Map.of(), retained, Optional.empty(), this::inspect);
    }

    private static List<Candidate> candidates(Path... newestFirst) {
        List<Candidate> candidates = new ArrayList<>();
        for (Path path : newestFirst) {
            candidates.add(
                    new Candidate(
                            path,
                            new Candidate.Order(1, 0, 9 - candidates.size()),
                            millis(9 - candidates.size())));
        }
        return candidates;
    }

    /** When a checkpoint was complete. */
    private static long millis(int checkpoint) {
        return 1000L * checkpoint;
    }

    private void faulty(Path path) {
        inspections.put(path, Inspection.faulty(path, "cut"));
    }

    private Inspection inspect(Path path) {
        return inspections.getOrDefault(
                path, Inspection.whole(path, 1, Set.of(in(path, "file")), EndedRuns.NONE));
    }
}

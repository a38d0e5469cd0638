package io.ratchet.job.resume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CleaningPlanTest {
    private static final String A = "file:/c/generation-1/" + "a".repeat(32);
    private static final String B = "file:/c/generation-1/" + "b".repeat(32);
    private static final String C = "file:/c/generation-1/" + "c".repeat(32);

    private final Map<String, Inspection> inspections = new HashMap<>();

    @Test
    void keepsTheNewestWholeOnesAcrossSubmissions() {
        CleaningPlan plan = plan(2, C + "/chk-9", B + "/chk-8", B + "/chk-7", A + "/chk-7");

        assertThat(plan.kept()).containsExactly(C + "/chk-9", B + "/chk-8");
        assertThat(plan.submissions()).containsExactly(A);
    }

    @Test
    void oneThatIsNotWholeDoesNotCountAndStaysWhileItIsNew() {
        faulty(C + "/chk-9");

        assertThat(plan(1, C + "/chk-9", B + "/chk-8", A + "/chk-7").submissions())
                .containsExactly(A);
        assertThat(plan(2, C + "/chk-9", B + "/chk-8", A + "/chk-7").submissions()).isEmpty();
    }

    @Test
    void keepsTheOneThatTheJobGoesOnFrom() {
        CleaningPlan plan =
                CleaningPlan.of(
                        candidates(C + "/chk-9", B + "/chk-8", A + "/chk-7"),
                        Map.of(),
                        1,
                        Optional.of(A + "/chk-7"),
                        this::inspect);

        assertThat(plan.submissions()).containsExactly(B);
    }

    @Test
    void keepsASubmissionInWhichOneThatIsKeptHasAFile() {
        inspections.put(
                C + "/chk-9",
                Inspection.whole(C + "/chk-9", 9, Set.of(A + "/shared/1", C + "/shared/2")));

        assertThat(plan(1, C + "/chk-9", B + "/chk-8", A + "/chk-7").submissions())
                .containsExactly(B);
    }

    @Test
    void doesNotTouchWhatIsNotASubmissionsCheckpoint() {
        assertThat(
                        plan(1, C + "/chk-9", "file:/c/generation-1/mine/chk-1", B + "/saved")
                                .submissions())
                .isEmpty();
    }

    @Test
    void deletesNothingWhereThereAreFewer() {
        assertThat(plan(3, C + "/chk-9", A + "/chk-7").submissions()).isEmpty();
    }

    @Test
    void deletesAnUnfinishedSubmissionThatIsOlderThanWhatIsKept() {
        String[] checkpoints = {C + "/chk-9", C + "/chk-8"};

        assertThat(unfinished(B, millis(8) - 1, checkpoints)).containsExactly(B);
        // It may live, and have its first checkpoint before it.
        assertThat(unfinished(B, millis(8), checkpoints)).isEmpty();
        assertThat(unfinished(B, millis(9) + 1, checkpoints)).isEmpty();
        assertThat(unfinished(B, 0, C + "/chk-9")).isEmpty();
    }

    @Test
    void keepsAnUnfinishedSubmissionInWhichOneThatIsKeptHasAFile() {
        inspections.put(C + "/chk-9", Inspection.whole(C + "/chk-9", 9, Set.of(B + "/shared/1")));

        assertThat(unfinished(B, 0, C + "/chk-9", C + "/chk-8")).isEmpty();
    }

    private List<String> unfinished(String folder, long lastWritten, String... newestFirst) {
        return CleaningPlan.of(
                        candidates(newestFirst),
                        Map.of(folder, lastWritten),
                        2,
                        Optional.empty(),
                        this::inspect)
                .submissions();
    }

    private CleaningPlan plan(int retained, String... newestFirst) {
        return CleaningPlan.of(
                candidates(newestFirst), Map.of(), retained, Optional.empty(), this::inspect);
    }

    private static List<Candidate> candidates(String... newestFirst) {
        List<Candidate> candidates = new ArrayList<>();
        for (String path : newestFirst) {
            candidates.add(new Candidate(path, millis(9 - candidates.size()), 0));
        }
        return candidates;
    }

    /** When a checkpoint was complete. */
    private static long millis(int checkpoint) {
        return 1000L * checkpoint;
    }

    private void faulty(String path) {
        inspections.put(path, Inspection.faulty(path, "cut"));
    }

    private Inspection inspect(String path) {
        return inspections.getOrDefault(path, Inspection.whole(path, 1, Set.of(path + "/file")));
    }
}

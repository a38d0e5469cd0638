package io.ratchet.job.resume;

import static org.assertj.core.api.Assertions.assertThat;

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
                        List.of(C + "/chk-9", B + "/chk-8", A + "/chk-7"),
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

    private CleaningPlan plan(int retained, String... newestFirst) {
        return CleaningPlan.of(List.of(newestFirst), retained, Optional.empty(), this::inspect);
    }

    private void faulty(String path) {
        inspections.put(path, Inspection.faulty(path, "cut"));
    }

    private Inspection inspect(String path) {
        return inspections.getOrDefault(path, Inspection.whole(path, 1, Set.of(path + "/file")));
    }
}

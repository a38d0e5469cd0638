package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.end.RunEndEvent;
import io.ratchet.operator.end.RunEnds;
import io.ratchet.operator.restore.RestorePoint;
import io.ratchet.operator.restore.WholenessCheck;
import java.util.Map;
import java.util.Set;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.MockOperatorCoordinatorContext;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RunEndsTest {
    private static final String START = "this start";

    @SuppressWarnings("NullAway.Init") // made before each test
    private OperatorCoordinator train;

    @BeforeEach
    void start() throws Exception {
        train = coordinator();
        train.start();
    }

    private static OperatorCoordinator coordinator() throws Exception {
        OperatorID operator = new OperatorID();
        return new TrainCoordinator.Provider(
                        operator,
                        RestorePoint.nothing(new Path("file:///nowhere")),
                        WholenessCheck.NONE,
                        PatientPolicy.of(START),
                        Set.of("one", "two"),
                        "")
                .create(new MockOperatorCoordinatorContext(operator, 2));
    }

    @AfterEach
    void close() throws Exception {
        train.close();
    }

    @Test
    void allHaveComeWhenEachTaskHasToldOfItsOwn() throws Exception {
        assertThat(RunEnds.haveAllCome(START)).isFalse();
        train.handleEventFromOperator(0, 0, new RunEndEvent("one", Map.of(0, 7L)));
        assertThat(RunEnds.haveAllCome(START)).isFalse();
        train.handleEventFromOperator(1, 0, new RunEndEvent("two", Map.of(0, 7L)));
        assertThat(RunEnds.haveAllCome(START)).isTrue();
        assertThat(RunEnds.haveAllCome("another start")).isFalse();
    }

    /** The task that follows may go on from a checkpoint before the end. */
    @Test
    void whatATaskHasToldIsForgottenWhenItFails() throws Exception {
        train.handleEventFromOperator(0, 0, new RunEndEvent("one", Map.of(0, 7L)));
        train.handleEventFromOperator(1, 0, new RunEndEvent("two", Map.of(0, 7L)));
        train.executionAttemptFailed(1, 0, null);
        assertThat(RunEnds.haveAllCome(START)).isFalse();
        train.handleEventFromOperator(1, 1, new RunEndEvent("two", Map.of(0, 7L)));
        assertThat(RunEnds.haveAllCome(START)).isTrue();
        train.resetToCheckpoint(7, null);
        assertThat(RunEnds.haveAllCome(START)).isFalse();
    }

    /** As where a job manager loses its leadership and wins it again in one process. */
    @Test
    void oneThatIsClosedLateDoesNotEndItsSuccessor() throws Exception {
        OperatorCoordinator successor = coordinator();
        successor.start();
        successor.handleEventFromOperator(0, 0, new RunEndEvent("one", Map.of(0, 7L)));
        successor.handleEventFromOperator(0, 0, new RunEndEvent("two", Map.of(0, 7L)));
        train.close();
        assertThat(RunEnds.haveAllCome(START)).isTrue();
        successor.close();
        assertThat(RunEnds.haveAllCome(START)).isFalse();
    }
}

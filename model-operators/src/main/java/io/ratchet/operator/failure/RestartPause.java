package io.ratchet.operator.failure;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.runtime.execution.CancelTaskException;
import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.collect.CollectCoordinationResponse;
import org.apache.flink.util.SerializedValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pause that a task makes before it starts again: it asks its coordinator how long, before any
 * of its operators has opened a file or a connection.
 */
public final class RestartPause {
    private static final Logger LOG = LoggerFactory.getLogger(RestartPause.class);
    private static final long ANSWER_SECONDS = 5;

    private RestartPause() {}

    /** The question. */
    private record Question() implements CoordinationRequest {}

    /**
     * The answer. It is one of Flink's classes, because the part of a task manager that receives it
     * does not know those of the job; its number stands for milliseconds.
     */
    public static CoordinationResponse answer(String start) {
        return new CollectCoordinationResponse("", FailureDesk.pause(start).toMillis(), List.of());
    }

    /** Waits as long as the coordinator of the operator says, which {@link #answer} answers. */
    public static void await(StreamOperatorParameters<?> operator) {
        Environment task = operator.getContainingTask().getEnvironment();
        if (task.getTaskInfo().getAttemptNumber() == 0) {
            return;
        }
        try {
            long millis = ask(operator, task);
            if (millis > 0) {
                LOG.info("Waits {} ms before it starts again", millis);
                TimeUnit.MILLISECONDS.sleep(millis);
            }
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new CancelTaskException(cancelled);
        } catch (ExecutionException | TimeoutException | IOException unanswered) {
            LOG.warn("Cannot tell how long to wait; starts at once", unanswered);
        }
    }

    private static long ask(StreamOperatorParameters<?> operator, Environment task)
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        CoordinationResponse answer =
                task.getOperatorCoordinatorEventGateway()
                        .sendRequestToCoordinator(
                                operator.getStreamConfig().getOperatorID(),
                                new SerializedValue<>(new Question()))
                        .get(ANSWER_SECONDS, TimeUnit.SECONDS);
        return ((CollectCoordinationResponse) answer).getLastCheckpointedOffset();
    }
}

package io.ratchet.bench.recovery;

import io.ratchet.job.cluster.LiveMetrics;
import java.util.Locale;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecution;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;

/**
 * One recovery in milliseconds, one part behind the other.
 *
 * @param detect from the failure until the job manager knows of it
 * @param restart until TRAIN's task has been deployed again: back-off, cancelling, scheduling
 * @param restore until TRAIN has everything but its instance: Flink's part of restoring its state
 * @param load the instance, from state into the engine's memory
 * @param firstStep the first step
 * @param replay from the first step's beginning until the step that failed begins again
 * @param total from the failure to the end of the first step
 * @param caughtUp from the failure until the step that failed begins again
 * @param replayedSteps steps that had to be done again
 */
record Recovery(
        double detect,
        double restart,
        double restore,
        double load,
        double firstStep,
        double replay,
        double total,
        double caughtUp,
        long replayedSteps) {

    /** Puts together what the probe, the job manager and TRAIN have noted of the last failure. */
    static Recovery of(FailureProbe.Incident incident, AccessExecutionGraph graph) {
        long failed = incident.failedMillis();
        AccessExecution attempt = train(graph);
        double detected = graph.getStatusTimestamp(JobStatus.RESTARTING) - failed;
        double deployed = attempt.getStateTimestamp(ExecutionState.INITIALIZING) - failed;
        double load = LiveMetrics.sum("TRAIN", "loadMillis");
        double begun = incident.millisToFirstBegin();
        return new Recovery(
                detected,
                deployed - detected,
                begun - load - deployed,
                load,
                incident.millisToFirstEnd() - begun,
                incident.millisToCaughtUp() - begun,
                incident.millisToFirstEnd(),
                incident.millisToCaughtUp(),
                incident.replayedSteps());
    }

    /** All of it on one line. */
    String text() {
        return String.format(
                Locale.ROOT,
                "detect %.0f, restart %.0f, restore %.0f, load %.0f, first step %.0f, replay %.0f (%d steps): %.0f ms",
                detect,
                restart,
                restore,
                load,
                firstStep,
                replay,
                replayedSteps,
                total);
    }

    private static AccessExecution train(AccessExecutionGraph graph) {
        for (AccessExecutionJobVertex vertex : graph.getVerticesTopologically()) {
            if (vertex.getName().startsWith("TRAIN")) {
                return vertex.getTaskVertices()[0].getCurrentExecutionAttempt();
            }
        }
        throw new IllegalStateException("The job has no vertex TRAIN.");
    }
}

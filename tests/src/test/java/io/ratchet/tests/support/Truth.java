package io.ratchet.tests.support;

import io.ratchet.job.contract.PlannedRun;
import io.ratchet.job.plain.PlainLoop;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.training.device.ComputeDevice;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the loop without Flink makes of the same runs. */
public final class Truth {
    private Truth() {}

    /** The fingerprint of each run. */
    public static Map<String, String> of(JobPlan plan) {
        Map<String, String> fingerprints = new LinkedHashMap<>();
        ComputeDevice device = plan.configuration().train().computeDevice();
        for (PlannedRun run : plan.runs()) {
            PlainLoop loop = new PlainLoop(run.topic(), run.input(), run.spec(), device);
            fingerprints.put(
                    run.configuration().id(), loop.train(plan.clients(), step -> {}).sha256());
        }
        return fingerprints;
    }
}

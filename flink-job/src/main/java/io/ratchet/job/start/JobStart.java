package io.ratchet.job.start;

import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.resume.StartDecision;
import io.ratchet.job.resume.StartPlanner;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * The start of a job, by whichever command, and the starts that follow it where the job could not
 * use its checkpoint.
 *
 * <p><b>Threading</b>: one thread.
 */
public final class JobStart {
    private final JobConfiguration configuration;
    private final StartPlanner planner;

    /**
     * @param configuration the job's
     * @param kafka its broker, on which its output topics are there
     */
    public JobStart(JobConfiguration configuration, KafkaAccess kafka) {
        this.configuration = configuration;
        this.planner = new StartPlanner(configuration, kafka.clients(), Clock.systemUTC());
    }

    /** A start, for which output topics that are not there are made. */
    public static JobStart withTopics(JobConfiguration configuration, KafkaAccess kafka) {
        kafka.makeOutputTopics(configuration);
        return new JobStart(configuration, kafka);
    }

    /** Plans, and returns what the start comes to. */
    public StartDecision decide() {
        return planner.plan();
    }

    /**
     * Plans a start of a job that has runs to train.
     *
     * @param unwelcome what to say if they have all ended before
     * @throws IllegalStateException if they have
     */
    public JobPlan plan(String unwelcome) {
        if (decide() instanceof StartDecision.Go go) {
            return go.plan();
        }
        throw new IllegalStateException(unwelcome);
    }

    /**
     * Plans, and has it done. Where the job could not use its checkpoint, that one is marked and
     * the next start passes it over: it is planned and done again, until the job has ended for
     * another reason or a start is refused.
     *
     * @param say takes why another start follows, a line each
     */
    public <T> T run(Starter<T> starter, Consumer<String> say) throws Exception {
        StartsAgain again = new StartsAgain(configuration);
        StartDecision decision = decide();
        while (decision instanceof StartDecision.Go go) {
            Attempt<T> attempt = starter.run(go.plan());
            if (!attempt.startsAgain() || !again.after(go.plan())) {
                return attempt.result();
            }
            attempt.reason().forEach(say);
            decision = planner.planAgain(go.plan());
        }
        return starter.ended((StartDecision.Ended) decision);
    }
}

package io.ratchet.job.resume;

import io.ratchet.job.message.Message;
import io.ratchet.operator.result.RunStateRecord;
import java.util.List;
import java.util.stream.Collectors;

/** What a start comes to. */
public sealed interface StartDecision {
    /** The job is to be submitted. */
    record Go(JobPlan plan) implements StartDecision {}

    /**
     * Every run has reached its end before: there is nothing to train.
     *
     * @param states the last one of each run
     * @param lostModels models that are not there as they were committed, and that no checkpoint is
     *     left to write from
     * @param notices what else has to be said of what is there now, a sentence each
     */
    record Ended(List<RunStateRecord> states, List<LostModel> lostModels, List<String> notices)
            implements StartDecision {
        public Ended {
            notices = List.copyOf(notices);
            states = List.copyOf(states);
            lostModels = List.copyOf(lostModels);
        }

        /** In words. */
        public String text() {
            String ended =
                    Message.of(
                            """
                            Every run has ended before; nothing is trained again. With a later \
                            'until', or with 'until: end-of-topic' and more records on the topic, \
                            the same command goes on from there.%s""",
                            notices.stream()
                                    .map(sentence -> " " + sentence)
                                    .collect(Collectors.joining()));
            return lostModels.isEmpty()
                    ? ended
                    : Message.of(
                            """
                            %s But %s, and no checkpoint is left to write it from. If it is \
                            needed, the run has to be trained all over, from its first record: \
                            that is what a start with resume: never does, under the next generation.""",
                            ended,
                            lostModels.stream()
                                    .map(LostModel::toString)
                                    .collect(Collectors.joining(", and ")));
        }
    }
}

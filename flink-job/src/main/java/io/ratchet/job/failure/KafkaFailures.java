package io.ratchet.job.failure;

import io.ratchet.job.message.Message;
import io.ratchet.job.record.UnreadableRecordException;
import io.ratchet.operator.failure.FailureCase;
import io.ratchet.operator.failure.FailureSign;
import io.ratchet.operator.failure.Place;
import io.ratchet.operator.failure.Toll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** The rows of the table that are about Kafka. */
final class KafkaFailures {
    /** A broker that starts, or a reader that moves to another replica, may say the same once. */
    private static final int SURE = 3;

    private static final Duration SURE_TIME = Duration.ofSeconds(10);

    /** What somebody may put right meanwhile. */
    private static final int OFTEN_ENOUGH = 10;

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    private static final String AFRESH =
            " Start afresh, as the next generation, with resume: never, or give the run a new id.";
    private static final String AGAIN =
            " Then start the job again: it goes on from its newest checkpoint.";

    private KafkaFailures() {}

    /** What does not get well by itself. */
    static List<FailureCase> lasting() {
        List<FailureCase> rows = new ArrayList<>(records());
        rows.addAll(broker());
        return rows;
    }

    /** Of records that are there and should not be, or the other way round. */
    private static List<FailureCase> records() {
        return List.of(
                FailureCase.end(
                                "records-deleted",
                                Message.of(
                                        """
                                        Records that a run has still to train are not on its topic \
                                        any more: retention or somebody has deleted them, or the \
                                        topic was made again. Without them it would be another \
                                        model, so nothing was skipped.%s""",
                                        AFRESH),
                                FailureSign.type(
                                        OffsetOutOfRangeException.class,
                                        NoOffsetForPartitionException.class))
                        .at(Place.SOURCE)
                        .after(SURE, SURE_TIME),
                FailureCase.end(
                                "record-too-large",
                                Message.of(
                                        """
                                        A record of the job is larger than its topic takes: raise \
                                        the topic's max.message.bytes.%s""",
                                        AGAIN),
                                FailureSign.type(RecordTooLargeException.class))
                        .at(Place.SINK)
                        .after(2),
                FailureCase.end(
                                "foreign-record",
                                """
                                A record on one of the job's own topics is not one that it has \
                                written: nobody else may write there. Delete it (write a record \
                                without a value under its key), or give the job another \
                                topics.prefix.""",
                                FailureSign.type(UnreadableRecordException.class))
                        .after(2),
                FailureCase.end(
                                "damaged-record",
                                Message.of(
                                        """
                                        The broker's disk holds a record that does not fit its \
                                        checksum: bring the topic back from a replica. Nothing was \
                                        skipped.%s""",
                                        AFRESH),
                                FailureSign.type(CorruptRecordException.class),
                                FailureSign.type(KafkaException.class)
                                        .saying("seek past the record to continue consumption"))
                        .after(SURE, SURE_TIME));
    }

    /** Of what the broker has and allows. */
    private static List<FailureCase> broker() {
        return List.of(
                FailureCase.end(
                                "topic-missing",
                                """
                                The broker no longer has a topic that the job reads or writes. An \
                                output topic is made again by the next start, without what stood \
                                on it; an input topic is not: bring it back, or start afresh with \
                                resume: never.""",
                                FailureSign.type(
                                        UnknownTopicOrPartitionException.class,
                                        UnknownTopicIdException.class,
                                        InvalidTopicException.class))
                        .after(OFTEN_ENOUGH, LONG_ENOUGH),
                FailureCase.end(
                                "kafka-rights",
                                Message.of(
                                        """
                                        The broker refuses the job's credentials or rights: mend \
                                        them, or kafka.properties.%s""",
                                        AGAIN),
                                FailureSign.type(
                                        AuthorizationException.class,
                                        AuthenticationException.class))
                        .after(OFTEN_ENOUGH, LONG_ENOUGH),
                // Also a ConfigException, but of a broker whose name is gone with it.
                FailureCase.restart(
                        "kafka-unresolved",
                        Toll.TIME,
                        Message.of(
                                """
                                No name in kafka.bootstrap is known: look at the name service, or \
                                start the broker.%s""",
                                AGAIN),
                        FailureSign.type(ConfigException.class)
                                .saying("No resolvable bootstrap urls")),
                FailureCase.end(
                        "kafka-settings",
                        Message.of(
                                """
                                The broker does not go with what the job asks of it: change the \
                                broker or kafka.properties.%s""",
                                AGAIN),
                        FailureSign.type(
                                ConfigException.class,
                                InvalidTxnTimeoutException.class,
                                UnsupportedVersionException.class)));
    }

    /** What a restart heals, or the broker by itself. */
    static List<FailureCase> passing() {
        return List.of(
                FailureCase.restart(
                        "transaction-refused",
                        Toll.RESTARTS,
                        Message.of(
                                """
                                The broker does not take the job's transactions: another producer \
                                uses their ids, or they were open for longer than \
                                kafka.transactionTimeout.%s""",
                                AGAIN),
                        FailureSign.type(
                                ProducerFencedException.class,
                                InvalidProducerEpochException.class,
                                InvalidPidMappingException.class,
                                InvalidTxnStateException.class,
                                UnknownProducerIdException.class)),
                FailureCase.restart(
                        "kafka-unreachable",
                        Toll.TIME,
                        "No broker answers in time: start it, or look at the way to it." + AGAIN,
                        FailureSign.type(RetriableException.class)));
    }
}

package io.ratchet.job.resume;

import io.ratchet.job.claim.StartException;
import io.ratchet.job.message.Message;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker's transaction protocol, and what it lets a job promise. */
final class TransactionProtocol {
    /** From this version on, each transaction has an epoch of its own on the broker (KIP-890). */
    static final int VERIFIED = 2;

    private static final Logger LOG = LoggerFactory.getLogger(TransactionProtocol.class);
    private static final String FEATURE = "transaction.version";

    private TransactionProtocol() {}

    /**
     * Looks at it before a job starts.
     *
     * @param version the broker's
     * @param acceptsOlder whether an older protocol will do
     * @return what the user has to know of an older one that is accepted
     * @throws StartException if the protocol is older, and that is not accepted
     */
    static Optional<String> check(int version, boolean acceptsOlder) {
        if (version >= VERIFIED) {
            LOG.info("The broker's {} is {}: steps are reported exactly once", FEATURE, version);
            return Optional.empty();
        }
        return Optional.of(refuse(version, acceptsOlder));
    }

    static String refuse(int version, boolean acceptsOlder) {
        String fault =
                Message.of(
                        """
                        The broker's %s is %s, below %s, which Kafka has since 4.0. With the older \
                        protocol a request that comes late can commit a part of a transaction \
                        before its checkpoint is complete, or leave one open that stops the \
                        readers of the output topics (KIP-890). The job finds the former at its \
                        next start and mends it; the latter somebody has to abort by hand.""",
                        FEATURE, version, VERIFIED);
        if (!acceptsOlder) {
            throw new StartException(
                    Message.of(
                            """
                            %s Upgrade the broker ('kafka-features.sh upgrade --feature %s=%s'), \
                            or accept this with 'kafka: {acceptOlderTransactions: true}'.""",
                            fault, FEATURE, VERIFIED));
        }
        LOG.warn("{} This is accepted, as kafka.acceptOlderTransactions says", fault);
        return fault + " This is accepted, as kafka.acceptOlderTransactions says.";
    }

    /** Asks for it. */
    static int version(Admin admin) {
        try {
            return Optional.ofNullable(
                            admin.describeFeatures()
                                    .featureMetadata()
                                    .get()
                                    .finalizedFeatures()
                                    .get(FEATURE))
                    .map(FinalizedVersionRange::maxVersionLevel)
                    .map(Short::intValue)
                    .orElse(0);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof UnsupportedVersionException) {
                return 0;
            }
            throw new StartException(
                    Message.of(
                            """
                            Cannot ask the broker for its features: %s. Look at the broker and \
                            start again.""",
                            failure.getMessage()),
                    failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted while the broker's features were asked for.", e);
        }
    }
}

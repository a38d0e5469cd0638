package io.ratchet.kafka.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A process with a local broker and one record in it, to be killed by a test. */
final class LocalBrokerProcess {
    static final String READY = "ready to be killed";

    private LocalBrokerProcess() {}

    public static void main(String[] arguments) throws Exception {
        LocalBroker.endProcessWithLastWords(System.out::println);
        LocalBroker broker = LocalBroker.start(Path.of(arguments[0]));
        LocalBrokerITCase.createTopic(broker);
        LocalBrokerITCase.send(broker, Map.of(), false, "before");
        System.out.println(READY);
        new CountDownLatch(1).await();
    }
}

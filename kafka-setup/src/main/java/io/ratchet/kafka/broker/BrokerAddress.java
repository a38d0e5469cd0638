package io.ratchet.kafka.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the broker of a folder answers, as a file in the folder says.
 *
 * @param bootstrapServers host and port for clients
 * @param process the process that it runs in
 */
record BrokerAddress(String bootstrapServers, long process) {
    static final String FILE = "address";

    /** Reads it; nothing where there is none, or the process that has written it is gone. */
    static Optional<BrokerAddress> read(Path folder) {
        try {
            String[] words = Files.readString(folder.resolve(FILE)).strip().split(" ", -1);
            if (words.length != 2) {
                return Optional.empty();
            }
            BrokerAddress address = new BrokerAddress(words[0], Long.parseLong(words[1]));
            return Optional.of(address).filter(BrokerAddress::isAlive);
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    static void remove(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }

    String text() {
        return bootstrapServers + " " + process + "\n";
    }

    int port() {
        return Integer.parseInt(bootstrapServers.substring(bootstrapServers.indexOf(':') + 1));
    }

    private boolean isAlive() {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }
}

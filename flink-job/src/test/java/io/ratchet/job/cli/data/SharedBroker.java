package io.ratchet.job.cli.data;

import io.ratchet.kafka.broker.LocalBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One broker for all tests of a process that ask for its address, in topics of their own. */
final class SharedBroker implements BeforeAllCallback, ParameterResolver {
    @Override
    public void beforeAll(ExtensionContext context) {
        started(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == CommandStage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new CommandStage(started(context).broker.bootstrapServers());
    }

    private static Started started(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedBroker.class))
                .getOrComputeIfAbsent(Started.class, key -> new Started(), Started.class);
    }

    /** Closed by JUnit when all tests have run. */
    private static final class Started implements AutoCloseable {
        private final Path folder;
        private final LocalBroker broker;

        private Started() {
            try {
                folder = Files.createTempDirectory("shared broker");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            broker = LocalBroker.start(folder);
        }

        @Override
        public void close() throws IOException {
            broker.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}

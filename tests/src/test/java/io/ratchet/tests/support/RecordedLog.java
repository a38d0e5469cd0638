package io.ratchet.tests.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Keeps what a logger writes, from its start to its close. */
public final class RecordedLog extends AbstractAppender implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private RecordedLog(Logger logger) {
        super("recorded", null, null, true, Property.EMPTY_ARRAY);
        this.logger = logger;
    }

    /** Records the loggers of a package. */
    public static RecordedLog of(String name) {
        RecordedLog log = new RecordedLog((Logger) LogManager.getLogger(name));
        log.start();
        log.logger.addAppender(log);
        return log;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void append(LogEvent event) {
        lines.add(event.getMessage().getFormattedMessage());
    }

    @Override
    public void close() {
        logger.removeAppender(this);
        stop();
    }
}

package io.ratchet.job.discovery;

import io.ratchet.job.configuration.JobConfiguration;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;

/**
 * What keeps the state of a job's tasks. A checkpoint can only be read by the one that wrote it; a
 * savepoint in Flink's canonical format by every one.
 *
 * @param name as Flink calls it, or its factory
 */
public record JobStateBackend(String name) {
    /** What the job asks for where nothing is configured. */
    public static final String DEFAULT = "rocksdb";

    private static final String HEAP = "hashmap";

    /** A factory may be given by its name. */
    public JobStateBackend {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains(HEAP)) {
            name = HEAP;
        } else if (lower.contains(DEFAULT)) {
            name = DEFAULT;
        }
    }

    /** That of a configuration. */
    public static JobStateBackend of(JobConfiguration configuration) {
        Configuration flink = new Configuration();
        flink.set(StateBackendOptions.STATE_BACKEND, DEFAULT);
        configuration.flink().forEach(flink::setString);
        return new JobStateBackend(flink.get(StateBackendOptions.STATE_BACKEND));
    }

    /** By what a checkpoint was written that this one does not read, if it is so for sure. */
    public Optional<String> otherThan(Provenance provenance) {
        return switch (provenance.format()) {
            case NONE, CANONICAL -> Optional.empty();
            case ROCKSDB, HEAP, OTHER -> {
                String writer =
                        provenance
                                .origin()
                                .map(origin -> new JobStateBackend(origin.stateBackend()).name)
                                .orElseGet(() -> writerOf(provenance.format()));
                yield writer.equals(name) ? Optional.empty() : Optional.of(writer);
            }
        };
    }

    /** Of one that an earlier build has written; this one where that does not tell. */
    private String writerOf(StateFormat format) {
        return switch (format) {
            case ROCKSDB -> name.equals(HEAP) ? DEFAULT : name;
            case HEAP -> name.equals(DEFAULT) ? HEAP : name;
            case NONE, CANONICAL, OTHER -> name;
        };
    }
}

package io.ratchet.kafka.loader;

/** Watches a load; called on the loading thread. */
public interface LoadListener {
    /** Looks at nothing. */
    LoadListener NONE =
            new LoadListener() {
                @Override
                public void progressed(LoadProgress progress) {}

                @Override
                public void finished(LoadProgress progress) {}
            };

    /** Called about ten times a second while the files are checked, before anything is sent. */
    default void checked(LoadProgress progress) {}

    /** Called about ten times a second. */
    void progressed(LoadProgress progress);

    /** Called once, after Kafka has acknowledged the last record. */
    void finished(LoadProgress progress);
}

package io.ratchet.job.cli.data;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Commands on the broker that tests share, and a folder of one's own. */
@ExtendWith(SharedBroker.class)
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
abstract class StagedCommands {
    @TempDir Path folder;
    CommandStage stage;

    @BeforeEach
    void meet(CommandStage shared) {
        stage = shared;
    }
}

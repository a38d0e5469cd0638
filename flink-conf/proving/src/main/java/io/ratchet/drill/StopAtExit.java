package io.ratchet.drill;

import io.ratchet.drill.stage.Stage;

/** Stops a stage's cluster where Ctrl-C ends this process first: its processes would live on. */
final class StopAtExit {
    private final Thread hook;

    private StopAtExit(Stage stage) {
        hook = new Thread(() -> stage.cluster().stop(), "stop the drill's cluster");
    }

    static StopAtExit set(Stage stage) {
        StopAtExit stop = new StopAtExit(stage);
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    /** To be called before the stage is closed, which stops the cluster too. */
    void remove() {
        if (!hook.isAlive()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}

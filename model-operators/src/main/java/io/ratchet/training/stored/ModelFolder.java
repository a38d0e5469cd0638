package io.ratchet.training.stored;

import java.nio.file.Path;

/**
 * The folder of one final model: job, run and generation are part of its name, so that no other
 * model is ever taken for it.
 *
 * @param path the folder
 */
public record ModelFolder(Path path) {
    /**
     * The folder of an instance's model.
     *
     * @param models the folder of the job's models
     * @param instance the instance
     * @param generation the run's generation
     * @param step the step that the model stands at
     */
    public static ModelFolder of(Path models, String instance, int generation, long step) {
        return new ModelFolder(
                models.resolve(instance)
                        .resolve("generation-" + generation)
                        .resolve(Long.toString(step)));
    }

    /** The model's file, whether it is there or not. */
    public Path file() {
        return path.resolve(ModelFile.MODEL);
    }
}

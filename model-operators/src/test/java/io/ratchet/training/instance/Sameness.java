package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.training.device.DeviceLease;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.stored.ChunkChange;
import io.ratchet.training.stored.Image;
import io.ratchet.training.stored.Layout;
import java.util.List;
import java.util.stream.Stream;

/** P2 on one device: two runs and an interrupted one end with the same SHA-256. */
final class Sameness {
    private static final int STEPS = 60;
    private static final int INTERRUPTED_AFTER = 23;

    private Sameness() {}

    /** Runs of all models, with all optimizers among them. */
    static Stream<RunSpec> runs() {
        return Stream.concat(
                Stream.of(
                        Runs.convnet(),
                        with(Runs.tabular(), new OptimizerSpec.Adagrad(1e-10, 0.1, 0.01, 0))),
                runsWithoutChance());
    }

    /** Those that draw nothing: each device draws by a generator of its own. */
    static Stream<RunSpec> runsWithoutChance() {
        return Stream.of(
                with(Runs.linear(), new OptimizerSpec.Sgd(0.9, 0, true, 0.01)),
                with(Runs.mlp(), new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 0.01)));
    }

    private static RunSpec with(RunSpec run, OptimizerSpec optimizer) {
        return Runs.run(run.model(), run.loss(), optimizer, run.input(), run.evaluation(), 0.5);
    }

    static void check(RunSpec run, DeviceLease lease) {
        InstanceTemplate template = InstanceTemplate.of(run, lease, Runs.CHUNK_BYTES);
        String first = trained(template);
        assertThat(trained(template)).as("another run of %s", run.model()).isEqualTo(first);
        assertThat(interrupted(template))
                .as("an interrupted run of %s", run.model())
                .isEqualTo(first);
    }

    private static String trained(InstanceTemplate template) {
        try (Instance instance = template.create()) {
            Runs.train(instance, 0, STEPS);
            return instance.fingerprint();
        }
    }

    /** Through an image, as a checkpoint is written and restored. */
    private static String interrupted(InstanceTemplate template) {
        try (Instance stopped = template.create();
                Instance restored = template.createToRestore()) {
            Runs.train(stopped, 0, INTERRUPTED_AFTER);
            Layout layout = stopped.tensors().layout();
            Image image = Image.empty(layout, Image.Handover.KEPT);
            List<ChunkChange> changes = image.capture(stopped.tensors());
            Image stored = Image.empty(layout, Image.Handover.KEPT);
            for (ChunkChange change : changes) {
                stored.put(change.tensor(), change.chunk(), change.bytes());
            }
            stored.writeTo(restored.tensors());
            restored.resume(stopped.progress());
            Runs.train(restored, INTERRUPTED_AFTER, STEPS);
            return restored.fingerprint();
        }
    }
}

package io.ratchet.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.SmallInstancesTest;
import io.ratchet.training.batch.BatchAssembler;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.instance.InstanceTemplate;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.RunSpec;
import org.junit.jupiter.api.Test;

class UnstoredInstancesTest {
    private static final RunSpec SPEC = SmallInstancesTest.run(new ModelSpec.Linear(1), 40);
    private static final InstanceTemplate TEMPLATE =
            InstanceTemplate.of(SPEC, ComputeDevice.parse("cpu").resolved(), 256);

    private final LiveInstance a = instance("a");
    private final LiveInstance b = instance("b");
    private final LiveInstance c = instance("c");
    private final UnstoredInstances unstored = new UnstoredInstances(2 * a.instance().byteCount());

    @Test
    void nothingIsOverdueWhileItMayWait() {
        unstored.trained(a);
        unstored.trained(b);
        unstored.trained(b);

        assertThat(unstored.overdue()).isNull();
    }

    @Test
    void whatHasNotBeenTrainedForLongestIsOverdue() {
        unstored.trained(a);
        unstored.trained(b);
        unstored.trained(a);
        unstored.trained(c);

        assertThat(unstored.overdue()).isSameAs(b);
        unstored.stored(b);
        assertThat(unstored.overdue()).isNull();
    }

    @Test
    void whatHasSomethingPendingWaitsForTheCheckpoint() {
        unstored.trained(a);
        unstored.trained(b);
        unstored.trained(c);
        a.queued();

        assertThat(unstored.overdue()).isSameAs(b);
    }

    private static LiveInstance instance(String key) {
        Instance instance = TEMPLATE.create();
        return new LiveInstance(
                key,
                SPEC,
                instance,
                new LiveTensors.Packed(0, 0, instance.packed().orElseThrow()),
                BatchAssembler.start(SPEC));
    }
}

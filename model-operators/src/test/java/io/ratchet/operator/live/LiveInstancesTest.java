package io.ratchet.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.SmallInstancesTest;
import io.ratchet.training.batch.BatchAssembler;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.instance.InstanceTemplate;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.RunSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveInstancesTest {
    private static final RunSpec SPEC = SmallInstancesTest.run(new ModelSpec.Linear(1), 40);
    private static final InstanceTemplate TEMPLATE =
            InstanceTemplate.of(SPEC, ComputeDevice.parse("cpu").resolved(), 256);

    /** Room for so many instances. */
    private static LiveInstances roomFor(int count) {
        try (Instance one = TEMPLATE.create()) {
            return new LiveInstances(count * (one.byteCount() + LiveTensors.Packed.OVERHEAD_BYTES));
        }
    }

    @Test
    void keysThatComeOnceDoNotDriveOutThoseThatComeAgain() {
        try (LiveInstances instances = roomFor(5)) {
            List<String> hot = List.of("a", "b", "c");
            hot.forEach(key -> use(instances, key));
            hot.forEach(key -> use(instances, key));

            for (int key = 0; key < 20; key++) {
                use(instances, "once-" + key);
            }

            assertThat(hot).allSatisfy(key -> assertThat(instances.get(key)).isNotNull());
            assertThat(instances.count()).isEqualTo(5);
        }
    }

    @Test
    void evictsTheLeastRecentlyUsedOfThoseOnTrial() {
        try (LiveInstances instances = roomFor(3)) {
            List<String> evicted = new ArrayList<>();
            for (String key : List.of("a", "b", "c", "d", "e")) {
                evicted.addAll(use(instances, key));
            }

            assertThat(evicted).containsExactly("a", "b");
        }
    }

    @Test
    void followsKeysThatChange() {
        try (LiveInstances instances = roomFor(5)) {
            for (String generation : List.of("old-", "new-")) {
                for (int round = 0; round < 40; round++) {
                    for (int key = 0; key < 4; key++) {
                        use(instances, generation + key);
                    }
                }
            }

            assertThat(instances.get("new-0")).isNotNull();
            assertThat(instances.get("new-3")).isNotNull();
            assertThat(instances.get("old-0")).isNull();
            assertThat(instances.get("old-1")).isNull();
        }
    }

    @Test
    void oneInstanceMayAlwaysStayHoweverLargeItIs() {
        try (LiveInstances instances = new LiveInstances(1)) {
            assertThat(use(instances, "a")).isEmpty();
            assertThat(use(instances, "a")).isEmpty();
            assertThat(use(instances, "b")).containsExactly("a");
            assertThat(instances.count()).isEqualTo(1);
        }
    }

    /** What TRAIN does with a key: takes the instance, or loads it and makes room. */
    private static List<String> use(LiveInstances instances, String key) {
        List<String> evicted = new ArrayList<>();
        if (instances.get(key) == null) {
            Instance instance = TEMPLATE.create();
            instances.add(
                    new LiveInstance(
                            key,
                            SPEC,
                            instance,
                            new LiveTensors.Packed(0, 0, instance.packed().orElseThrow()),
                            BatchAssembler.start(SPEC)));
            while (instances.isOverfull()) {
                LiveInstance oldest = instances.evictable();
                if (oldest == null) {
                    break;
                }
                evicted.add(oldest.key());
                instances.evict(oldest);
            }
        }
        return evicted;
    }
}

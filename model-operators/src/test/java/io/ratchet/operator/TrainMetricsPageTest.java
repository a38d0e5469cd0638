package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.DeviceLease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

/** docs/public-api.md names TRAIN's metrics, all of them and no other. */
class TrainMetricsPageTest {
    private static final Path PAGE = Path.of("../docs/public-api.md");

    /** Notes the names. */
    private static final class Names extends UnregisteredMetricsGroup {
        private final Set<String> names = new TreeSet<>();

        @Override
        public Counter counter(String name) {
            names.add(name);
            return super.counter(name);
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            names.add(name);
            return super.gauge(name, gauge);
        }
    }

    @Test
    void pageNamesThemAll() throws IOException {
        Names group = new Names();
        new TrainMetrics(group, () -> 0, () -> 0)
                .addDevice(group, DeviceLease.of(new ComputeDevice.Cpu()).traffic(), () -> 0L);

        String page = Files.readString(PAGE);
        String part = page.substring(page.indexOf("## Metrics"), page.indexOf("## Java types"));
        Set<String> named =
                Pattern.compile("`(\\w+)`")
                        .matcher(
                                part.lines()
                                        .filter(line -> line.startsWith("| `"))
                                        .map(line -> line.split("\\|", -1)[1])
                                        .collect(Collectors.joining()))
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(group.names);
    }
}

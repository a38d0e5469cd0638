package io.ratchet.job.cli.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.draft.Draft;
import io.ratchet.job.draft.DraftWriter;
import io.ratchet.job.draft.RecordProfile;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of a topic, as producers send them. */
class TopicProfileTest {
    private final TopicProfile topic = new TopicProfile(List.of("size", "kind"), Optional.empty());

    @ParameterizedTest
    @ValueSource(strings = {"%d,%s", "%d,%s\n", "%d,%s\r\n", "\ufeff%d,%s\n"})
    void linesMayHaveTheirEndAndAMark(String form) {
        IntStream.range(0, 150).forEach(row -> take(String.format(form, 3 * row % 40, row % 2)));

        assertThat(draft()).contains("format: csv", "{name: size, type: ").doesNotContain("separ");
        assertThat(profile().unreadable()).isZero();
        assertThat(profile().records()).isEqualTo(150);
    }

    @Test
    void linesMayBeWrittenOtherwise() {
        IntStream.range(0, 20).forEach(row -> take(row + ",5;" + row % 2 + "\n"));

        assertThat(draft()).contains("separator: semicolon\n", "decimal: comma\n");
        assertThat(profile().records()).isEqualTo(20);
    }

    @Test
    void objectsMayHaveAMark() {
        IntStream.range(0, 9)
                .forEach(row -> take("\ufeff {\"x\":" + row + ",\"y\":" + row % 2 + "}"));

        assertThat(draft()).contains("format: json", "{name: x, type: ");
    }

    @Test
    void recordsWithNothingInThemTellNothing() {
        topic.take(new ConsumerRecord<>("rows", 0, 0, null, null));
        take("");
        take("\n");
        take("\ufeff\r\n");

        assertThat(topic.empty()).isEqualTo(4);
        assertThatThrownBy(this::profile)
                .hasMessageContaining("the 4 that are there have nothing in them");
        take("1,0\n");
        assertThat(profile().records()).isEqualTo(1);
    }

    private RecordProfile profile() {
        return topic.profile("rows");
    }

    private String draft() {
        Draft draft = Draft.of(profile(), profile().records(), Optional.empty());
        return DraftWriter.write(draft, "job", "rows", "", List.of());
    }

    private void take(String value) {
        topic.take(new ConsumerRecord<>("rows", 0, 0, null, value.getBytes(UTF_8)));
    }
}

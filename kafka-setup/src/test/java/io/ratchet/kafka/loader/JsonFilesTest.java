package io.ratchet.kafka.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON as it lies in files. */
class JsonFilesTest {
    @Test
    void readsObjectsOneALine() throws IOException {
        assertThat(Shapes.values("{\"a\":1}\r\n  \n{\"a\": 2}\r{\"a\":\"\\n\"}"))
                .containsExactly("{\"a\":1}", "{\"a\": 2}", "{\"a\":\"\\n\"}");
    }

    @Test
    void readsArraysAndKeepsEachObjectAsItIsWritten() throws IOException {
        assertThat(
                        Shapes.values(
                                " [ {\"a\": 1.10, \"b\": 1e3},\n  {\"a\":\n 0.000, \"ü\": \"}]\"}\n]\n"))
                .containsExactly("{\"a\": 1.10, \"b\": 1e3}", "{\"a\":\n 0.000, \"ü\": \"}]\"}");
        assertThat(Shapes.values("[{\"a\":1}]\n[{\"a\":2},{\"a\":[3]}]"))
                .as("arrays put one behind the other")
                .containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":[3]}");
    }

    @Test
    void readsObjectsOverSeveralLines() throws IOException {
        assertThat(Shapes.values("{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n"))
                .containsExactly("{\n  \"a\": 1\n}", "{\n  \"a\": 2\n}");
    }

    @Test
    void readsAnArrayLargerThanItsBuffers() throws IOException {
        List<String> objects = new ArrayList<>();
        IntStream.range(0, 30_000)
                .mapToObj(i -> "{\"id\": " + i + ", \"name\": \"" + "ü".repeat(i % 50) + "\"}")
                .forEach(objects::add);
        objects.add("{\"large\": \"" + "x".repeat(500_000) + "\"}");
        objects.add("{\"last\": 1}");

        assertThat(Shapes.values("[\n" + String.join(",\n   ", objects) + "\n]"))
                .isEqualTo(objects);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"a\":1},{\"a\":2} | behind record 2 it is no JSON, or is cut",
                "[{\"a\":1},{\"a\": | is cut",
                "[{\"a\":1},{\"a\":2}] x | behind record 2 it is no JSON",
                "[{\"a\":1},{\"a\":2},] | behind record 2 it is no JSON",
                "[{\"a\":1} {\"a\":2}] | behind record 1 it is no JSON",
                "[{\"a\":1},[1]] | is an array in the place of an object",
                "[[1,2],[3,4]] | is an array in the place of an object",
                "[{\"a\":1},7] | is a single value in the place of an object",
                "[1,2] | is a single value in the place of an object",
                "[] | there is no record in it",
                "{\"data\": [{\"a\":1},{\"a\":2}]} | in its field 'data'",
                "{\"columns\": [\"a\"], \"data\": [[1],[2]]} | in its field 'data'",
                "{\"a\": {\"0\":1,\"1\":2}, \"b\": {\"0\":1}} | in its field 'a'",
            })
    void refusesWhatHoldsNoRowsOrIsBroken(String text, String reason) {
        assertThatThrownBy(() -> Shapes.check(Shapes.detected(text)))
                .isInstanceOf(LoadException.class)
                .hasMessageContainingAll(reason, "Nothing was sent");
    }

    @Test
    void takesASingleRowWithNestedFields() throws IOException {
        assertThat(Shapes.values("{\"x\":1,\"y\":0,\"tags\":[\"a\"],\"meta\":{\"b\":[]}}"))
                .hasSize(1);
    }

    @Test
    void countsLinesThatTheJobWillRefuse() throws Exception {
        CheckedFile file = Shapes.check(Shapes.detected("{\"a\":1}\n{\"a\":\n[2]\n{\"a\":3}\n"));

        assertThat(file.remarks())
                .containsExactly(
                        "2 rows are no JSON object (line 2 is the first); the job will refuse"
                                + " such");
    }
}

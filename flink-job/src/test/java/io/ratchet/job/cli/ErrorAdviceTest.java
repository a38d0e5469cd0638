package io.ratchet.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorAdviceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cannot reserve 4194304 bytes of direct buffer memory (allocated: 1) | MaxDirectMemorySize",
                "Direct buffer memory | MaxDirectMemorySize",
                "Could not allocate enough memory segments for NetworkBufferPool | MaxDirectMemorySize",
                "Metaspace | MaxMetaspaceSize",
                "unable to create native thread: possibly out of memory | ulimit -u",
                "Java heap space | -Xmx",
            })
    void anOutOfMemoryErrorSaysWhatToSet(String message, String advice) {
        assertThat(ErrorAdvice.of(new OutOfMemoryError(message), "in thread 'a'"))
                .contains(message, advice, "in thread 'a'");
    }

    @Test
    void anotherErrorPointsToTheLog() {
        assertThat(ErrorAdvice.of(new NoSuchMethodError("no.such()"), ""))
                .contains("java.lang.NoSuchMethodError: no.such()", "The log has where");
    }
}

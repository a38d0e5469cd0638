package io.ratchet.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.failure.JobFailures;
import io.ratchet.operator.failure.FailureCase;
import io.ratchet.operator.failure.FailureSign;
import io.ratchet.operator.failure.FailureTable;
import io.ratchet.operator.failure.Ruling;
import io.ratchet.operator.failure.Toll;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What labels a failure does not say the contrary of what the job makes of it. */
final class TableAgreementTest {
    static Stream<FailureCase> rows() {
        return JobFailures.TABLE.rows().stream().filter(row -> !row.equals(FailureTable.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatEndsAJobIsNotLabelledAsPassing(FailureCase row) throws ClassNotFoundException {
        for (CauseChain chain : chains(row)) {
            InterruptionCause cause = InterruptionRules.causeOf(chain);
            if (row.ruling() != Ruling.RESTART) {
                assertThat(cause.kind())
                        .as(chain.toString())
                        .isEqualTo(InterruptionKind.PERSISTENT);
            }
            if (row.toll() == Toll.TIME) {
                assertThat(cause).as(chain.toString()).isNotEqualTo(InterruptionCause.UNKNOWN);
            }
        }
    }

    /** Failures of which each has one sign of the row, and nothing else. */
    private static List<CauseChain> chains(FailureCase row) throws ClassNotFoundException {
        List<CauseChain> chains = new ArrayList<>();
        for (FailureSign sign : row.signs()) {
            for (String type : sign.types()) {
                Set<String> types = typesOf(type);
                if (sign.texts().isEmpty()) {
                    chains.add(chain(types, ""));
                }
                sign.texts().forEach(text -> chains.add(chain(types, text)));
            }
        }
        return chains;
    }

    private static CauseChain chain(Set<String> types, String text) {
        return new CauseChain(List.of(new CauseChain.Link(types, text)));
    }

    private static Set<String> typesOf(String name) throws ClassNotFoundException {
        Set<String> types = new TreeSet<>();
        for (Class<?> type = Class.forName(name); type != null; type = type.getSuperclass()) {
            types.add(type.getName());
        }
        return types;
    }
}

package io.ratchet.training.batch;

import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RunSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the pieces of a stored assembly fit each other: positions inside of what the run reads,
 * and every record that is held before its partition's position, by ascending offset.
 */
public final class AssemblyCheck {
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Map<Integer, Long> reached = new HashMap<>();

    private AssemblyCheck() {}

    /**
     * What does not fit, as a clause; nothing if all does.
     *
     * @param spec the run
     * @param state what is stored of it
     */
    public static Optional<String> fault(RunSpec spec, AssemblyState state) {
        AssemblyCheck check = new AssemblyCheck();
        return check.places(spec, state)
                .or(() -> check.blocks(state.partial()))
                .or(() -> check.blocks(state.ahead()));
    }

    private Optional<String> places(RunSpec spec, AssemblyState state) {
        List<PartitionSpan> spans = spec.partitions();
        if (spans.size() != state.positions().size()) {
            return Optional.of(
                    "it holds positions of "
                            + state.positions().size()
                            + " partitions, and the run reads "
                            + spans.size());
        }
        for (int index = 0; index < spans.size(); index++) {
            PartitionSpan span = spans.get(index);
            long position = state.positions().get(index);
            if (position < span.begin() || position > span.end()) {
                return Optional.of("position " + position + " is outside of " + span);
            }
            positions.put(span.partition(), position);
        }
        return Optional.empty();
    }

    private Optional<String> blocks(List<Block> blocks) {
        for (Block block : blocks) {
            Optional<String> fault =
                    follow(block.partition(), block.fromOffset(), block.nextOffset());
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private Optional<String> follow(int partition, long from, long next) {
        long position = positions.getOrDefault(partition, -1L);
        long before = reached.getOrDefault(partition, 0L);
        if (from < before || next > position) {
            return Optional.of(
                    "it holds records of partition "
                            + partition
                            + " from offset "
                            + from
                            + " to "
                            + next
                            + ", behind others up to "
                            + before
                            + ", and stands at "
                            + position);
        }
        reached.put(partition, next);
        return Optional.empty();
    }
}

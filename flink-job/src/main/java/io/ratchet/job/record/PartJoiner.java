package io.ratchet.job.record;

import io.ratchet.training.batch.Places;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Joins the places of values that are in several records. Where the first part is missing, because
 * reading began behind it, the value is left out.
 */
final class PartJoiner {
    private final Map<String, Begun> begun = new HashMap<>();

    private record Begun(Places places, int parts) {}

    /**
     * Takes the next record of a value.
     *
     * @param value tells values apart
     * @return all places of the value, with its last part
     */
    Optional<Places> join(String value, Part part, Places places) {
        Begun before = begun.remove(value);
        if (part.number() > 1 && (before == null || before.parts() != part.number() - 1)) {
            return Optional.empty();
        }
        Places all = before == null || part.number() == 1 ? places : before.places().with(places);
        if (part.isLast()) {
            return Optional.of(all);
        }
        begun.put(value, new Begun(all, part.number()));
        return Optional.empty();
    }
}

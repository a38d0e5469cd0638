package io.ratchet.job.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Sections whose keys depend on their type. */
final class Variants {
    private Variants() {}

    /** The area that a type of a section has, from areas whose paths end in {@code (type)}. */
    static Optional<ConfigurationArea> of(
            JsonNode given, String path, List<ConfigurationArea> areas, Faults faults) {
        JsonNode type = given.path("type");
        List<String> types = areas.stream().map(Variants::typeOf).toList();
        for (ConfigurationArea area : areas) {
            if (type.isValueNode() && typeOf(area).equals(type.asText())) {
                return Optional.of(area);
            }
        }
        String known = String.join(", ", types);
        if (!given.isObject()) {
            faults.add(path, "is " + ValueParser.show(given) + ", but a section is expected.");
        } else if (type.isMissingNode()) {
            faults.add(path + ".type", "is missing; one of " + known + " is expected.");
        } else {
            String advice =
                    NearestKey.of(type.asText(), types)
                            .map(nearest -> " Did you mean '" + nearest + "'?")
                            .orElse("");
            faults.add(
                    path + ".type",
                    "is "
                            + ValueParser.show(type)
                            + ", but one of "
                            + known
                            + " is expected."
                            + advice);
        }
        return Optional.empty();
    }

    private static String typeOf(ConfigurationArea area) {
        return area.path().substring(area.path().indexOf('(') + 1, area.path().length() - 1);
    }
}

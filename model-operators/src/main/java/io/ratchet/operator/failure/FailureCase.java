package io.ratchet.operator.failure;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * One row of the table.
 *
 * @param name what is wrong, in a word or two with dashes
 * @param places where a failure of this kind is ruled so
 * @param signs by which it is told, any of them
 * @param ruling what becomes of the job
 * @param attempts how often it has to come before it is ruled so, since the last progress or since
 *     the job last ran for long; until then the job restarts
 * @param lasting for how long it has to come so, from the first of these times to the last
 * @param toll what a restart costs
 * @param instruction what the user is to do where the job ends; empty where the failure says it
 */
public record FailureCase(
        String name,
        Set<Place> places,
        List<FailureSign> signs,
        Ruling ruling,
        int attempts,
        Duration lasting,
        Toll toll,
        String instruction)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public FailureCase {
        places = Set.copyOf(places);
        signs = List.copyOf(signs);
        if (name.isBlank() || places.isEmpty() || attempts < 1 || lasting.isNegative()) {
            throw new IllegalArgumentException(
                    "A failure's case needs a name, a place and at least one attempt, but is '"
                            + name
                            + "' at "
                            + places
                            + " after "
                            + attempts
                            + " within "
                            + lasting
                            + ".");
        }
    }

    private static FailureCase of(
            String name, Ruling ruling, Toll toll, String instruction, FailureSign... signs) {
        return new FailureCase(
                name,
                Set.of(Place.values()),
                List.of(signs),
                ruling,
                1,
                Duration.ZERO,
                toll,
                instruction);
    }

    /** One that ends the job. */
    public static FailureCase end(String name, String instruction, FailureSign... signs) {
        return of(name, Ruling.END, Toll.RESTARTS, instruction, signs);
    }

    /** One that costs the checkpoint. */
    public static FailureCase passOver(String name, String instruction, FailureSign... signs) {
        return of(name, Ruling.PASS_OVER, Toll.RESTARTS, instruction, signs);
    }

    /** One that a restart heals, or somebody meanwhile, and what to do where nobody does. */
    public static FailureCase restart(
            String name, Toll toll, String instruction, FailureSign... signs) {
        return of(name, Ruling.RESTART, toll, instruction, signs);
    }

    /** The same, at these places only. */
    public FailureCase at(Place... only) {
        return new FailureCase(
                name, Set.of(only), signs, ruling, attempts, lasting, toll, instruction);
    }

    /** The same, only where it comes so often. */
    public FailureCase after(int times) {
        return after(times, Duration.ZERO);
    }

    /** The same, only where it comes so often and for so long. */
    public FailureCase after(int times, Duration atLeast) {
        return new FailureCase(name, places, signs, ruling, times, atLeast, toll, instruction);
    }

    boolean fits(Place place, CauseChain chain) {
        return places.contains(place) && signs.stream().anyMatch(sign -> chain.any(sign::fits));
    }

    /** What the failure itself says of it. */
    String cause(CauseChain chain) {
        return chain.links().stream()
                .filter(link -> signs.stream().anyMatch(sign -> sign.fits(link)))
                .findFirst()
                .orElseGet(chain::deepest)
                .toString();
    }
}

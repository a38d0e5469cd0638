package io.ratchet.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.util.SerializedThrowable;

/**
 * A failure and its causes, each with the names of its types: its classes may not be there.
 *
 * <p>The job has one like it for its table of failures. They cannot share it: this one is in the
 * class loader of a plugin, which sees nothing of Ratchet's, and has to stay as small as that.
 */
record CauseChain(List<Link> links) {
    /** Causes may form a circle, and nobody reads on after so many. */
    private static final int MOST_LINKS = 50;

    CauseChain {
        links = List.copyOf(links);
    }

    /**
     * One failure.
     *
     * @param types names of its class and of those that it extends, as far as they are known
     */
    record Link(Set<String> types, String message) {
        Link {
            types = Set.copyOf(types);
        }

        boolean is(String... names) {
            return Stream.of(names).anyMatch(types::contains);
        }

        /** For families whose common type is not known where only a name has come across. */
        boolean isOneOf(String inPackage, String... endings) {
            return types.stream()
                    .filter(type -> type.startsWith(inPackage))
                    .anyMatch(type -> Stream.of(endings).anyMatch(type::endsWith));
        }

        boolean says(String... parts) {
            return Stream.of(parts).anyMatch(message::contains);
        }
    }

    static CauseChain of(Throwable failure) {
        List<Link> links = new ArrayList<>();
        for (Throwable each = failure;
                each != null && links.size() < MOST_LINKS;
                each = each.getCause()) {
            links.add(link(each));
        }
        return new CauseChain(links);
    }

    boolean any(Predicate<Link> property) {
        return links.stream().anyMatch(property);
    }

    private static Link link(Throwable failure) {
        Set<String> types = new TreeSet<>(typesOf(failure.getClass()));
        if (failure instanceof SerializedThrowable serialized) {
            types.addAll(typesOf(serialized.getOriginalErrorClassName()));
        }
        return new Link(types, failure.getMessage() == null ? "" : failure.getMessage());
    }

    /** Flink's and Java's own are known by more than their name. */
    private static Set<String> typesOf(String name) {
        try {
            return typesOf(Class.forName(name, false, CauseChain.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError notHere) {
            return Set.of(name);
        }
    }

    private static Set<String> typesOf(Class<?> failure) {
        Set<String> types = new TreeSet<>();
        for (Class<?> type = failure; type != null; type = type.getSuperclass()) {
            types.add(type.getName());
        }
        return types;
    }
}

package io.ratchet.operator.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.flink.util.SerializedThrowable;

/** A failure and its causes, each with the names of its types: its classes may not be there. */
record CauseChain(List<Link> links) {
    /** Causes may form a circle, and nobody reads on after so many. */
    private static final int MOST_LINKS = 50;

    CauseChain {
        links = List.copyOf(links);
    }

    /**
     * One failure.
     *
     * @param name of its class
     * @param types names of its class and of those that it extends, as far as they are known
     */
    record Link(String name, Set<String> types, String message) {
        Link {
            types = Set.copyOf(types);
        }

        @Override
        public String toString() {
            String simple = name.substring(name.lastIndexOf('.') + 1);
            return message.isBlank() ? simple : simple + ": " + message;
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

    Link deepest() {
        return links.get(links.size() - 1);
    }

    private static Link link(Throwable failure) {
        Set<String> types = new TreeSet<>(typesOf(failure.getClass()));
        String name = failure.getClass().getName();
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        if (failure instanceof SerializedThrowable serialized) {
            name = serialized.getOriginalErrorClassName();
            types.addAll(typesOf(name));
            // It puts the name of the class in front of what was said.
            message =
                    message.startsWith(name + ": ")
                            ? message.substring(name.length() + 2)
                            : message;
        }
        return new Link(name, types, message);
    }

    /** One class that is missing anywhere in a chain leaves the names of all of its classes. */
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

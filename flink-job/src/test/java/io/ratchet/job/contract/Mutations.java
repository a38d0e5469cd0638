package io.ratchet.job.contract;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Changes a record part by part, however deep a part lies; by reflection. A part is a component
 * that is neither a record nor a list of records: those are changed inside.
 */
final class Mutations {
    private final Set<Class<?>> seen = new HashSet<>();
    private final Set<Class<?>> sealedTypes = new HashSet<>();

    /**
     * Hands over the record once for every change, with the part that was changed as {@code
     * Record.component}.
     */
    <T> void forEach(T whole, BiConsumer<String, T> taker) {
        for (Mutation mutation : ofRecord(whole)) {
            @SuppressWarnings("unchecked") // a changed record is of the record's own class
            T changed = (T) mutation.value();
            taker.accept(mutation.part(), changed);
        }
    }

    /** Every part of a record, as {@code Record.component}. */
    Set<String> parts(Object whole) {
        Set<String> parts = new TreeSet<>();
        collect(whole, parts);
        return parts;
    }

    /** Kinds of closed sets of which no value was among what was changed. */
    Set<String> kindsNotSeen() {
        Set<String> missing = new TreeSet<>();
        for (Class<?> type : sealedTypes) {
            addNotSeen(type, missing);
        }
        return missing;
    }

    /** A kind that is itself a closed set stands for its own kinds. */
    private void addNotSeen(Class<?> type, Set<String> missing) {
        for (Class<?> kind : type.getPermittedSubclasses()) {
            if (kind.isSealed()) {
                addNotSeen(kind, missing);
            } else if (!seen.contains(kind)) {
                missing.add(type.getSimpleName() + "." + kind.getSimpleName());
            }
        }
    }

    private record Mutation(String part, Object value) {}

    private void collect(Object value, Set<String> parts) {
        if (value instanceof List<?> list) {
            list.forEach(element -> collect(element, parts));
        } else if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                Object inner = valueOf(value, component);
                if (isPart(inner)) {
                    parts.add(name(value, component));
                }
                collect(inner, parts);
            }
        }
    }

    private List<Mutation> ofRecord(Object whole) {
        seen.add(whole.getClass());
        for (Class<?> type : whole.getClass().getInterfaces()) {
            if (type.isSealed()) {
                sealedTypes.add(type);
            }
        }
        List<Mutation> mutations = new ArrayList<>();
        RecordComponent[] components = whole.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int at = 0; at < values.length; at++) {
            values[at] = valueOf(whole, components[at]);
        }
        for (int at = 0; at < values.length; at++) {
            for (Mutation mutation : of(name(whole, components[at]), values[at])) {
                Object[] changed = values.clone();
                changed[at] = mutation.value();
                build(whole.getClass(), components, changed)
                        .ifPresent(value -> mutations.add(new Mutation(mutation.part(), value)));
            }
        }
        return mutations;
    }

    private List<Mutation> of(String part, Object value) {
        if (value instanceof Record) {
            return ofRecord(value);
        }
        List<Mutation> mutations = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (int at = 0; at < list.size(); at++) {
                for (Mutation inner : of(part, list.get(at))) {
                    List<Object> changed = new ArrayList<>(list);
                    changed.set(at, inner.value());
                    mutations.add(new Mutation(inner.part(), changed));
                }
            }
            if (list.size() > 1 && isPart(list)) {
                List<Object> swapped = new ArrayList<>(list);
                swapped.add(swapped.remove(0));
                mutations.add(new Mutation(part, swapped));
            }
        } else {
            others(value).forEach(other -> mutations.add(new Mutation(part, other)));
        }
        return mutations;
    }

    private static boolean isPart(Object value) {
        return !(value instanceof Record)
                && !(value instanceof List<?> list
                        && list.stream().anyMatch(Record.class::isInstance));
    }

    private static List<Object> others(Object value) {
        if (value instanceof Boolean flag) {
            return List.of(!flag);
        } else if (value instanceof Integer number) {
            return List.of(number + 1, number + 2);
        } else if (value instanceof Long number) {
            return List.of(number + 1, number - 1);
        } else if (value instanceof Double number) {
            return number == 0 ? List.of(0.5, 1.0) : List.of(number / 2, number + 1);
        } else if (value instanceof ZoneId) {
            return List.of(ZoneId.of("+05:45"));
        } else if (value instanceof String text) {
            return List.of(text + "x");
        } else if (value instanceof Optional<?> optional) {
            return List.of(optional.isPresent() ? Optional.empty() : Optional.of("x"));
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> more = new TreeMap<>(map);
            more.put("x", "x");
            return List.of(more);
        } else if (value instanceof Enum<?> constant) {
            return Arrays.stream((Object[]) constant.getDeclaringClass().getEnumConstants())
                    .filter(other -> other != constant)
                    .toList();
        }
        return List.of();
    }

    private static String name(Object record, RecordComponent component) {
        return record.getClass().getSimpleName() + "." + component.getName();
    }

    private static Object valueOf(Object record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + component, e);
        }
    }

    /** The record, unless it refuses the values itself. */
    private static Optional<Object> build(
            Class<?> type, RecordComponent[] components, Object[] values) {
        try {
            Constructor<?> constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(values));
        } catch (InvocationTargetException refused) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make a " + type, e);
        }
    }
}

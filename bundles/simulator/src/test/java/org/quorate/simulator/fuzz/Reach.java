package org.quorate.simulator.fuzz;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quorate.simulator.world.World;

/**
 * All that a node's core holds: how much memory that is, and what it says. It looks into every field of the cores, so
 * it needs no list of what can grow or change.
 */
final class Reach {
    private static final int OBJECT_BYTES = 16;
    private static final int SLOT_BYTES = 8;
    private static final String CORES = "org.quorate.";

    /** Where the cores end. */
    private static final String SURROUNDINGS = World.class.getPackageName();

    /** Of the event that is being handled, and of the one before it. */
    private static final Set<String> PASSING = Set.of("now", "nowNanos", "lastTickNanos", "effects");

    private static final Map<Class<?>, List<Field>> FIELDS = new HashMap<>();

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Class<?>> beyond;
    private long bytes;

    private Reach(Set<Class<?>> beyond) {
        this.beyond = beyond;
    }

    /** Bytes that are kept for it. */
    static long bytes(Object root, Class<?>... beyond) {
        var reach = new Reach(Set.of(beyond));
        reach.visit(root);
        return reach.bytes;
    }

    /** Equal for equal states. */
    static long digest(Object root, Class<?>... beyond) {
        return new Reach(Set.of(beyond)).visit(root);
    }

    private long visit(@Nullable Object it) {
        return switch (it) {
            case null -> 1;
            case String text -> leaf(text.length(), text.hashCode());
            case Enum<?> constant -> constant.ordinal();
            case Number number -> leaf(0, number.hashCode());
            case Boolean truth -> truth ? 3 : 2;
            case OptionalInt number -> number.hashCode();
            case OptionalLong number -> number.hashCode();
            case Optional<?> optional -> visit(optional.orElse(null));
            default -> seen.add(it) ? inside(it) : 5;
        };
    }

    private long inside(Object it) {
        if (beyond.contains(it.getClass()) || it.getClass().getPackageName().equals(SURROUNDINGS)) {
            return 7;
        }
        return switch (it) {
            case ByteBuffer buffer ->
                leaf(buffer.capacity(), buffer.duplicate().clear().hashCode());
            case HashMap<?, ?> map -> inAnyOrder(map.entrySet());
            case HashSet<?> set -> inAnyOrder(set);
            case Map<?, ?> map -> inOrder(map.entrySet());
            case Map.Entry<?, ?> entry -> visit(entry.getKey()) * 31 + visit(entry.getValue());
            case Collection<?> collection -> inOrder(collection);
            default -> it.getClass().isArray() ? array(it) : fields(it);
        };
    }

    private long leaf(int length, long hash) {
        bytes += OBJECT_BYTES + length;
        return hash;
    }

    private long inOrder(Collection<?> all) {
        long digest = 11;
        for (var one : all) {
            bytes += OBJECT_BYTES + SLOT_BYTES;
            digest = digest * 31 + visit(one);
        }
        return digest;
    }

    private long inAnyOrder(Collection<?> all) {
        long digest = 13;
        for (var one : all) {
            bytes += OBJECT_BYTES + SLOT_BYTES;
            digest += visit(one) * 0x9E37_79B9_7F4A_7C15L;
        }
        return digest;
    }

    private long array(Object array) {
        int length = Array.getLength(array);
        if (array instanceof Object[] objects) {
            bytes += OBJECT_BYTES + (long) SLOT_BYTES * length;
            long digest = 17;
            for (var one : objects) {
                digest = digest * 31 + (one == null ? 1 : visit(one));
            }
            return digest;
        }
        return switch (array) {
            case byte[] content -> leaf(length, java.util.Arrays.hashCode(content));
            case int[] content -> leaf(Integer.BYTES * length, java.util.Arrays.hashCode(content));
            case long[] content -> leaf(Long.BYTES * length, java.util.Arrays.hashCode(content));
            case short[] content -> leaf(Short.BYTES * length, java.util.Arrays.hashCode(content));
            default -> leaf(length, 19);
        };
    }

    private long fields(Object it) {
        bytes += OBJECT_BYTES;
        long digest = it.getClass().getName().hashCode();
        for (var field : FIELDS.computeIfAbsent(it.getClass(), Reach::fieldsOf)) {
            bytes += SLOT_BYTES;
            try {
                digest = digest * 31 + visit(field.get(it));
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        return digest;
    }

    private static List<Field> fieldsOf(Class<?> type) {
        var fields = new ArrayList<Field>();
        for (Class<?> at = type; at != null && at.getName().startsWith(CORES); at = at.getSuperclass()) {
            for (var field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !PASSING.contains(field.getName())) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
        }
        return fields;
    }
}

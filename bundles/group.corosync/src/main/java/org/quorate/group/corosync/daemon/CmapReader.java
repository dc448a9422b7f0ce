package org.quorate.group.corosync.daemon;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** One of the maps of the daemon. */
final class CmapReader {
    static final int SETTINGS = 0;
    static final int STATISTICS = 1;

    private static final int KEY_BYTES = 256;
    private static final int VALUE_BYTES = 512;
    private static final int STRING = 11;

    private final Libraries.Cmap cmap;
    private final long map;

    CmapReader(Libraries.Cmap cmap, int which) throws CorosyncException {
        this.cmap = cmap;
        try (var arena = Arena.ofConfined()) {
            var handle = Connection.handlePlace(arena);
            cmap.initialize().mustPatiently(handle, which);
            map = handle.get(JAVA_LONG, 0);
        }
    }

    /** A text, if there is one under that key. */
    Optional<String> text(String key) {
        try (var arena = Arena.ofConfined()) {
            var value = arena.allocate(VALUE_BYTES, Long.BYTES);
            return get(arena.allocateFrom(key), value, arena) == STRING
                    ? Optional.of(value.getString(0))
                    : Optional.empty();
        }
    }

    /** All whole numbers whose key begins so, without that beginning. */
    SortedMap<String, Long> numbers(String prefix) throws CorosyncException {
        var numbers = new TreeMap<String, Long>();
        try (var arena = Arena.ofConfined()) {
            var place = Connection.handlePlace(arena);
            var key = arena.allocate(KEY_BYTES);
            var value = arena.allocate(VALUE_BYTES, Long.BYTES);
            cmap.begin().mustPatiently(map, arena.allocateFrom(prefix), place);
            long iterator = place.get(JAVA_LONG, 0);
            while (cmap.next().call(map, iterator, key, MemorySegment.NULL, MemorySegment.NULL) == CsError.OK.code()) {
                number(get(key, value, arena), value)
                        .ifPresent(number -> numbers.put(key.getString(0).substring(prefix.length()), number));
            }
            cmap.end().call(map, iterator);
        }
        return numbers;
    }

    /** The type of the value; 0 if there is none, or it is too long. */
    private int get(MemorySegment key, MemorySegment value, Arena arena) {
        var length = arena.allocate(JAVA_LONG);
        var type = arena.allocate(JAVA_INT);
        length.set(JAVA_LONG, 0, VALUE_BYTES);
        return cmap.get().patiently(map, key, value, length, type) == CsError.OK.code() ? type.get(JAVA_INT, 0) : 0;
    }

    /** By {@code cmap_value_types_t}. */
    static OptionalLong number(int type, MemorySegment value) {
        return switch (type) {
            case 1 -> OptionalLong.of(value.get(JAVA_BYTE, 0));
            case 2 -> OptionalLong.of(Byte.toUnsignedLong(value.get(JAVA_BYTE, 0)));
            case 3 -> OptionalLong.of(value.get(JAVA_SHORT, 0));
            case 4 -> OptionalLong.of(Short.toUnsignedLong(value.get(JAVA_SHORT, 0)));
            case 5 -> OptionalLong.of(value.get(JAVA_INT, 0));
            case 6 -> OptionalLong.of(Integer.toUnsignedLong(value.get(JAVA_INT, 0)));
            case 7, 8 -> OptionalLong.of(value.get(JAVA_LONG, 0));
            default -> OptionalLong.empty();
        };
    }

    void close() {
        cmap.terminate().call(map);
    }
}

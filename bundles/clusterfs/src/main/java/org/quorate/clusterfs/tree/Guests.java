package org.quorate.clusterfs.tree;

import org.jspecify.annotations.Nullable;

/**
 * Which guests the tree has: at most one configuration for each id. A function of the tree but for its counters, which
 * count what this process saw.
 */
public final class Guests {
    /** No guests, nothing counted. */
    public static final Guests NONE = new Guests(PersistentMap.empty(), 0, 0);

    private final PersistentMap<Long, Guest> byId;
    private final int version;
    private final int lastGuestVersion;

    /** One guest and the count at its last change. */
    public record Guest(GuestConfig config, int version) {}

    private Guests(PersistentMap<Long, Guest> byId, int version, int lastGuestVersion) {
        this.byId = byId;
        this.version = version;
        this.lastGuestVersion = lastGuestVersion;
    }

    /** The guest with that id, or null. */
    public @Nullable GuestConfig config(int id) {
        var guest = byId.get(Integer.toUnsignedLong(id));
        return guest == null ? null : guest.config();
    }

    /** All guests by ascending id. */
    public Iterable<Guest> all() {
        return byId.values();
    }

    /** Number of guests. */
    public int size() {
        return byId.size();
    }

    /** Raised by each change of this list. */
    public int version() {
        return version;
    }

    /** Whether the id belongs to a guest on another node or of another type. */
    boolean isElsewhere(GuestConfig config) {
        var known = config(config.id());
        return known != null && !known.equals(config);
    }

    Guests with(@Nullable GuestConfig config) {
        if (config == null) {
            return this;
        }
        int next = lastGuestVersion + 1;
        return new Guests(byId.with(Integer.toUnsignedLong(config.id()), new Guest(config, next)), version + 1, next);
    }

    Guests without(@Nullable GuestConfig config) {
        if (config == null || !config.equals(config(config.id()))) {
            return this;
        }
        return new Guests(byId.without(Integer.toUnsignedLong(config.id())), version + 1, lastGuestVersion);
    }

    /** No guests; the counters go on, so that whoever compares them sees a change. */
    Guests emptied() {
        return new Guests(PersistentMap.empty(), version + 1, lastGuestVersion);
    }
}

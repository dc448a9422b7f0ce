package org.quorate.status.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A log as nodes send it to each other: a ring of 128 KiB in which the entries are linked from the newest to the oldest.
 * <pre>
 * | size of the whole u32 | offset of the newest entry u32, 0 if there is none |
 * | entries, each at a multiple of 8                                           |
 * </pre>
 * What this node sends begins with the oldest entry and has no break. What others send may have one: then the links go
 * from the first entries to the last, and end where the newest has overwritten the oldest.
 */
public final class LogRing {
    /** Size of a ring. */
    static final int BYTES = 131_072;

    private static final int HEADER_BYTES = 8;
    private static final int ALIGNMENT = 8;
    private static final int NEXT = 4;

    /** What all entries may take together: who takes the ring over has room for one more. */
    static final int CAPACITY_BYTES = BYTES - HEADER_BYTES - LogEntry.MAX_BYTES;

    private LogRing() {}

    /** Room that an entry takes. */
    static int room(LogEntry entry) {
        return (entry.size() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** A ring of these entries, which begin with the oldest and fit. */
    static byte[] encode(Collection<LogEntry> entries) {
        var ring = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(0, BYTES);
        int before = 0;
        int at = HEADER_BYTES;
        for (var entry : entries) {
            int next = at + room(entry);
            ring.put(at, entry.bytes(), 0, entry.size());
            ring.putInt(at, before).putInt(at + NEXT, next);
            before = at;
            at = next;
        }
        return ring.putInt(NEXT, before).array();
    }

    /** The entries of a ring, the newest first. A link that leads nowhere is its end. */
    public static List<LogEntry> decode(ByteBuffer in) throws MalformedLogException {
        var ring = in.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (ring.limit() != BYTES || ring.getInt(0) != BYTES) {
            throw new MalformedLogException("ring of " + ring.limit() + " bytes");
        }
        var entries = new ArrayList<LogEntry>();
        int least = HEADER_BYTES;
        int limit = BYTES;
        for (int at = ring.getInt(NEXT); isPlace(at) && at >= least; at = ring.getInt(at)) {
            if (at >= limit) {
                if (least > HEADER_BYTES) {
                    break; // a second turn
                }
                // The break of the ring: what is left are entries behind the newest.
                least = entries.isEmpty() ? HEADER_BYTES : ring.getInt(NEXT) + room(entries.getFirst());
                limit = BYTES;
            }
            LogEntry entry;
            try {
                entry = LogEntry.at(ring, at);
            } catch (MalformedLogException e) {
                break;
            }
            if (at < least || at + entry.size() > limit) {
                break; // overwritten, in part, by a newer one
            }
            entries.add(entry);
            limit = at;
        }
        return entries;
    }

    private static boolean isPlace(int offset) {
        return offset >= HEADER_BYTES && offset <= BYTES - LogEntry.FIXED_BYTES && offset % ALIGNMENT == 0;
    }
}

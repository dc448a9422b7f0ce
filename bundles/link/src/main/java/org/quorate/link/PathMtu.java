package org.quorate.link;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.quorate.link.crypto.Envelope;
import org.quorate.link.packet.Packets;

/**
 * Which packets arrive on one link: found out by probes that are filled up to a size, and by whether they are answered.
 *
 * <p>The size in use is tried first, then those that networks have, then whether a little more would do; so most links take
 * two or three probes. A probe is repeated before its size is given up, as one may get lost. If nothing is known, or nothing
 * is answered, packets have a size that every path takes: the link stays in use. Sizes are those of IP packets.
 */
final class PathMtu {
    /** Payload of UDP that every path takes: libknet reckons with 576 bytes, 40 of IP and 28 more. */
    static final int LEAST_PAYLOAD_BYTES = 508;

    /** The largest IP packet. */
    static final int MOST_BYTES = 65535;

    /** How often a size is tried. */
    static final int ATTEMPTS = 3;

    /** A search that takes more ends with what it found. */
    static final int MOST_PROBES = 120;

    /** So often the size in use is confirmed: a path that became narrower swallows each full packet until then. */
    static final long CONFIRM_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** What others say about the path is not asked about more often. */
    static final long HINT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A search that found nothing is repeated after that time, then after twice that. */
    private static final long FIRST_REPEAT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Sizes of networks, and of tunnels through them. */
    private static final int[] USUAL_BYTES = {
        576, 1280, 1380, 1400, 1420, 1450, 1480, 1492, 1500, 4000, 8950, 9000, 65520, MOST_BYTES
    };

    /** Tried first, if nothing is known; then upwards, as long as it goes. */
    private static final int[] UPWARDS_BYTES = {1500, 9000, MOST_BYTES};

    private static final int NONE = 0;

    private final int overhead;
    private final int least;
    private int configured;
    private long intervalNanos;
    private int known;

    private boolean searching;
    private boolean confirming;
    private boolean downwards;
    private boolean littleMoreTried;
    private int good;
    private int bad;
    private int wanted;
    private int probing;
    private int attempts;
    private int probes;
    private final int[] tried = new int[MOST_PROBES];
    private int triedCount;

    private long next;
    private long searchedAt;
    private long repeatNanos = FIRST_REPEAT_NANOS;
    private int hint;
    private long hintedAt;

    /** @param overhead headers of IP and UDP */
    PathMtu(int overhead, int configured, long intervalNanos, long now) {
        this.overhead = overhead;
        this.configured = configured;
        this.intervalNanos = intervalNanos;
        least = LEAST_PAYLOAD_BYTES + overhead;
        hintedAt = now - HINT_NANOS;
    }

    /** Other settings hold from now on. */
    void use(int newConfigured, long newIntervalNanos, long now) {
        intervalNanos = newIntervalNanos;
        next = Times.earlier(next, now + newIntervalNanos);
        if (configured != newConfigured) {
            configured = newConfigured;
            start(now);
        }
    }

    boolean isKnown() {
        return configured != 0 || known != 0;
    }

    /** The size of packets. */
    int bytes() {
        if (configured != 0) {
            return configured;
        }
        return known == 0 ? least : known;
    }

    /** How much of a frame goes into one packet. libknet takes off 26 bytes; the header of data has 14. */
    int dataBytes(Envelope envelope) {
        return envelope.room(bytes() - overhead) - Packets.DATA_HEADER_BYTES;
    }

    /** The link came up: what was known holds if the first probe confirms it. */
    void start(long now) {
        wanted = known;
        known = 0;
        begin(now);
    }

    /** When to look at it again, if nothing is configured. */
    long deadline() {
        return next;
    }

    boolean isConfigured() {
        return configured != 0;
    }

    /**
     * What to probe now.
     *
     * @param waitNanos how long to wait for the answer
     * @return the size, or 0
     */
    int due(Envelope envelope, long waitNanos, long now) {
        if (configured != 0 || now - next < 0) {
            return NONE;
        }
        if (!searching) {
            boolean soon = known != 0 && now - searchedAt < intervalNanos;
            wanted = known;
            begin(now);
            confirming = soon;
        } else if (probing != NONE && attempts >= ATTEMPTS) {
            failed(probing);
        }
        if (probing == NONE) {
            probing = nextSize(envelope);
            attempts = 0;
            if (probing == NONE || probes >= MOST_PROBES) {
                end(now);
                return NONE;
            }
            tried[triedCount++] = probing;
        }
        attempts++;
        probes++;
        next = now + waitNanos;
        return probing;
    }

    /** Length of the plain probe for a size. */
    int probeBytes(Envelope envelope, int size) {
        return envelope.room(size - overhead);
    }

    /** An answer came; says whether such a probe was sent. */
    boolean answered(int size, long now) {
        boolean asked = false;
        for (int i = 0; i < triedCount; i++) {
            asked |= tried[i] == size;
        }
        if (!asked || configured != 0) {
            return false;
        }
        known = Math.max(known, size);
        if (searching) {
            good = Math.max(good, size);
            if (bad <= good) {
                // That answer was late, not lost.
                bad = MOST_BYTES + 1;
            }
            if (probing != NONE && probing <= good) {
                probing = NONE;
                next = now;
            }
        }
        return true;
    }

    /**
     * The system did not send a packet, as it is too large.
     *
     * @param limit what it takes, or 0 if it does not say
     */
    void tooBig(int limit, long now) {
        if (configured != 0) {
            return;
        }
        int lowest = limit == 0 ? 0 : Math.max(limit, least);
        if (searching && probing > Math.max(known, lowest)) {
            failed(probing);
        } else if (known > lowest) {
            int refused = known;
            known = 0;
            begin(now);
            bad = refused;
        } else {
            return;
        }
        if (lowest > 0) {
            bad = Math.min(bad, lowest + 1);
            wanted = lowest;
        }
        next = now;
    }

    /**
     * Somebody on the way says that packets are too large for it, which anybody can say: the size in use is confirmed at
     * once, and if it does not pass any more, what was said is tried next.
     *
     * @param limit what passes, or 0 if it does not say
     */
    void doubt(int limit, long now) {
        if (now - hintedAt < HINT_NANOS) {
            return;
        }
        hintedAt = now;
        hint = Math.max(limit, least);
        if (!searching && known > hint) {
            next = now;
        }
    }

    private void begin(long now) {
        searching = true;
        confirming = false;
        downwards = false;
        littleMoreTried = false;
        good = least;
        bad = MOST_BYTES + 1;
        probing = NONE;
        probes = 0;
        triedCount = 0;
        next = now;
    }

    private void failed(int size) {
        bad = Math.min(bad, size);
        downwards = true;
        confirming = false;
        probing = NONE;
        if (hint > good && hint < bad) {
            wanted = hint;
        }
        hint = NONE;
        if (known >= size) {
            known = good > least ? good : 0;
        }
    }

    private void end(long now) {
        searching = false;
        known = good > least ? good : 0;
        if (known == 0) {
            next = now + Math.min(repeatNanos, intervalNanos);
            repeatNanos = Math.min(2 * repeatNanos, intervalNanos);
            return;
        }
        if (!confirming) {
            searchedAt = now;
        }
        next = now + Math.min(CONFIRM_NANOS, intervalNanos);
        repeatNanos = FIRST_REPEAT_NANOS;
    }

    /** The next size that would tell something, among those that sealed packets have; 0: nothing would. */
    private int nextSize(Envelope envelope) {
        if (wanted > 0) {
            int size = possible(envelope, wanted);
            wanted = NONE;
            if (tells(size)) {
                return size;
            }
        }
        if (confirming || bad - good <= envelope.step()) {
            return NONE;
        }
        for (int upwards : UPWARDS_BYTES) {
            int size = possible(envelope, upwards);
            if (!downwards && tells(size)) {
                return size;
            }
        }
        int usual = middleOfUsual(envelope);
        if (usual != NONE) {
            return usual;
        }
        int more = possible(envelope, good + envelope.step());
        if (littleMoreTried) {
            int middle = possible(envelope, (good + bad) / 2);
            more = tells(middle) ? middle : more;
        }
        littleMoreTried = true;
        return tells(more) ? more : NONE;
    }

    private int middleOfUsual(Envelope envelope) {
        var telling = Arrays.stream(USUAL_BYTES)
                .map(size -> possible(envelope, size))
                .filter(this::tells)
                .toArray();
        return telling.length == 0 ? NONE : telling[telling.length / 2];
    }

    private boolean tells(int size) {
        return size > good && size < bad;
    }

    /** The largest sealed packet that is not larger. */
    private int possible(Envelope envelope, int size) {
        return envelope.sealedBytes(envelope.room(size - overhead)) + overhead;
    }
}

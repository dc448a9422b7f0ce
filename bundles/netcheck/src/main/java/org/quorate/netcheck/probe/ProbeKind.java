package org.quorate.netcheck.probe;

import java.util.Optional;

/** What a packet is sent for. The order is that of a session. */
enum ProbeKind {
    /** To find each other. */
    GREETING,
    /** A hundred a second: round trips, and what is lost while there is little traffic. */
    SLOW,
    /** Of a size that is to be tried; does not count. */
    SIZED,
    /** To the multicast group. */
    GROUP,
    /** The rate test. */
    FAST,
    /** The long test. */
    LENGTHY,
    /** The last figures. */
    END;

    private static final ProbeKind[] ALL = values();

    static Optional<ProbeKind> of(int number) {
        return number >= 0 && number < ALL.length ? Optional.of(ALL[number]) : Optional.empty();
    }
}

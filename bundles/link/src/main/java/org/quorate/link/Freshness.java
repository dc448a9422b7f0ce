package org.quorate.link;

import java.util.Arrays;

/**
 * Whether packets of a node are of the process that it runs now, and were not there before. Its packets say which process
 * sent them, and are numbered; libknet's are not. That a process runs is proven by its answer to a ping, as nobody can tell in
 * advance what has to be in that. Then packets of others are not believed, nor any twice.
 */
final class Freshness {
    /** Later by more than so many packets there is none, on whatever link. */
    static final int WINDOW = 1 << 16;

    /** Of who does not say. */
    private static final long NONE = 0;

    /** What is to be thought of a packet. */
    enum Verdict {
        /** It may be believed. */
        FRESH,
        /** It was there. */
        REPEATED,
        /** It is too old to know whether it was there. */
        STALE,
        /** Of another process than is known to run. */
        STRANGE
    }

    private final long[] seen = new long[WINDOW / Long.SIZE];
    private long session = NONE;
    private long newest;
    private long provenAt;

    /** Takes notice of a packet. */
    Verdict take(long itsSession, long number) {
        if (session == NONE) {
            return Verdict.FRESH;
        }
        if (itsSession != session) {
            return Verdict.STRANGE;
        }
        if (number > newest) {
            forgetUpTo(number);
        } else if (number <= newest - WINDOW) {
            return Verdict.STALE;
        }
        int word = (int) (number % WINDOW) / Long.SIZE;
        boolean there = (seen[word] & 1L << number) != 0;
        seen[word] |= 1L << number;
        return there ? Verdict.REPEATED : Verdict.FRESH;
    }

    private void forgetUpTo(long number) {
        if (number - newest >= WINDOW) {
            Arrays.fill(seen, 0);
        } else {
            for (long each = newest + 1; each <= number; each++) {
                seen[(int) (each % WINDOW) / Long.SIZE] &= ~(1L << each);
            }
        }
        newest = number;
    }

    /**
     * A ping was answered; says whether by another process than the one before. An answer to an earlier ping may come later.
     *
     * @param askedAt when the ping was sent
     */
    boolean proven(long itsSession, long number, long askedAt) {
        if (itsSession == session) {
            if (askedAt - provenAt > 0) {
                provenAt = askedAt;
            }
            take(itsSession, number);
            return false;
        }
        if (session != NONE && askedAt - provenAt <= 0) {
            return false;
        }
        boolean another = session != NONE;
        session = itsSession;
        provenAt = askedAt;
        newest = 0;
        Arrays.fill(seen, 0);
        take(itsSession, number);
        return another;
    }

    /** What is received does not say any more of which process it is. */
    void forget() {
        session = NONE;
    }
}

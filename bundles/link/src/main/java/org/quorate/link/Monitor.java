package org.quorate.link;

import java.util.concurrent.TimeUnit;

/**
 * Supervision and measurement of one link: when to ping, whether it is up, how long its round trips take, how many are lost.
 *
 * <p>A link knows one thing: that our pings come back. It is up with {@code knet_pong_count} answers and one more, and down
 * after {@code knet_ping_timeout} without one. While it is not up, pings follow each other quickly, so that nodes that start
 * together have links after a fraction of a second. A ping that is not answered in the usual time is followed by others at
 * once: a link of which three in a row got lost is suspect, long before it is down, and gives way if there is a better one.
 * A link that comes back after a failure has to hold for a while before it is preferred again.
 */
final class Monitor {
    /** Between pings that want to know something soon. */
    static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Pings at that pace to a node of which nothing is heard; then at the configured one. */
    static final int QUICK_PINGS = 20;

    /** Unanswered pings in a row that make a link suspect. One or two get lost on a bad day. */
    static final int SUSPICIOUS = 3;

    /** Below that the loss is not judged. */
    static final int JUDGED_PINGS = 20;

    /** The longest a link that failed again and again has to hold. */
    static final long MOST_HOLD_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** A link that held for so long is as good as new. */
    static final long STABLE_NANOS = TimeUnit.MINUTES.toNanos(5);

    /** Pings that can still be answered, and of which the loss is counted. */
    private static final int HISTORY = 64;

    /** Times the timeout for a link that was never measured. */
    private static final int UNMEASURED_PATIENCE = 10;

    private LinkSettings.Link settings;

    private final long[] nonces = new long[HISTORY];
    private final long[] sentAt = new long[HISTORY];
    private long answered;
    private long pings;
    private long countedFrom;
    private double lossShare;
    private int judged;

    private boolean up;
    private int pongs;
    private long lastPong;
    private long upSince;
    private long preferredFrom;
    private int timesDown;
    private int failures;

    private long nextPing;
    private long answerDue;
    private boolean waiting;
    private int unanswered;
    private boolean doubted;
    private long doubtedAt;
    private int quickPings = QUICK_PINGS;

    private int samples;
    private boolean wasMeasured;
    private long meanNanos;
    private long smoothNanos;
    private long jitterNanos;

    Monitor(LinkSettings.Link settings, long now) {
        this.settings = settings;
        nextPing = now;
        doubtedAt = now - QUICK_NANOS;
    }

    /** Other times hold from now on. */
    void use(LinkSettings.Link other, long now) {
        if (!settings.equals(other)) {
            settings = other;
            nextPing = Times.earlier(nextPing, now + other.pingIntervalNanos());
        }
    }

    int priority() {
        return settings.priority();
    }

    boolean isUp() {
        return up;
    }

    /** Whether a ping was answered since it was last down. */
    boolean isProven() {
        return pongs > 0;
    }

    /** So many pings the other end has got at least before we send: it needs them to know that this is a new process. */
    boolean isProvenTwice() {
        return pongs > 1;
    }

    boolean isSuspect() {
        return unanswered >= SUSPICIOUS;
    }

    /**
     * Somebody says that nobody is there, which anybody can say: it is asked at once. So who makes that up brings about a few
     * pings, and who is gone is known to be after {@value #SUSPICIOUS} of them.
     */
    void doubt(long now) {
        if (up && !doubted && now - doubtedAt >= QUICK_NANOS) {
            doubted = true;
            doubtedAt = now;
            nextPing = now;
        }
    }

    /** Something came of a process that is not known: who answers now? */
    void ask(long now) {
        if (now - doubtedAt >= QUICK_NANOS) {
            doubtedAt = now;
            nextPing = now;
        }
    }

    /** When a ping was sent that can still be answered. */
    long sentAt(long number) {
        return sentAt[(int) (number % HISTORY)];
    }

    /** Whether it was doubted, and did not answer since. */
    boolean isRefused() {
        return doubted && isSuspect();
    }

    /** Whether it came back and has to prove itself. */
    boolean isOnProbation(long now) {
        return preferredFrom - now > 0;
    }

    int timesDown() {
        return timesDown;
    }

    long meanNanos() {
        return meanNanos;
    }

    long jitterNanos() {
        return jitterNanos;
    }

    /** Of the last pings since it is up. */
    double lossShare() {
        return lossShare;
    }

    boolean isMeasured() {
        return judged >= JUDGED_PINGS;
    }

    /** Hardly any answer takes longer. */
    long usualNanos() {
        return Math.max(QUICK_NANOS, smoothNanos + 4 * jitterNanos);
    }

    /** How long it may be silent until it is down. */
    long patienceNanos() {
        return wasMeasured
                ? settings.pingTimeoutNanos() + 2 * meanNanos
                : UNMEASURED_PATIENCE * settings.pingTimeoutNanos();
    }

    /** When to look at it again. */
    long deadline(long now) {
        long deadline = nextPing;
        if (waiting) {
            deadline = Times.earlier(deadline, answerDue);
        }
        if (pongs > 0) {
            deadline = Times.earlier(deadline, lastPong + patienceNanos());
        }
        if (up && isOnProbation(now)) {
            deadline = Times.earlier(deadline, preferredFrom);
        }
        return deadline;
    }

    /** Whether nothing came back for too long, up or on the way there. */
    boolean isSilent(long now) {
        return pongs > 0 && now - lastPong >= patienceNanos();
    }

    boolean pingIsDue(long now) {
        if (waiting && now - answerDue >= 0) {
            waiting = false;
            unanswered++;
            nextPing = Times.earlier(nextPing, now);
        }
        return now - nextPing >= 0;
    }

    /**
     * A ping goes out.
     *
     * @return its number, which has to come back with the nonce
     */
    long ping(long nonce, long now) {
        long number = pings++;
        int slot = (int) (number % HISTORY);
        nonces[slot] = nonce;
        sentAt[slot] = now;
        answered &= ~(1L << slot);
        countLoss(now);
        long pace = settings.pingIntervalNanos();
        if (up) {
            if (!waiting) { // pings may follow each other faster than answers come
                waiting = true;
                answerDue = now + usualNanos();
            }
        } else if (quickPings > 0) {
            quickPings--;
            pace = Math.min(pace, QUICK_NANOS);
        }
        nextPing = now + pace;
        return number;
    }

    /** An answer came; says whether it was asked for and not yet there. */
    boolean pong(long number, long nonce, long now) {
        int slot = (int) (number & HISTORY - 1);
        if (number < 0
                || number >= pings
                || number < pings - HISTORY
                || nonces[slot] != nonce
                || (answered & 1L << slot) != 0) {
            return false;
        }
        answered |= 1L << slot;
        lastPong = now;
        unanswered = 0;
        doubted = false;
        waiting = number != pings - 1;
        answerDue = now + usualNanos();
        long took = now - sentAt[slot];
        if (took <= settings.pingTimeoutNanos()) {
            measure(took);
            pongs = Math.min(pongs + 1, settings.pongCount() + 1);
        }
        return true;
    }

    /** Whether as many answers came as it takes. */
    boolean isReady() {
        return !up && pongs > settings.pongCount();
    }

    /** Something came from the node by this link: it is worthwhile to ask again. */
    void heard(long now) {
        if (!up && quickPings < QUICK_PINGS) {
            quickPings = QUICK_PINGS;
            nextPing = Times.earlier(nextPing, now + Math.min(QUICK_NANOS, settings.pingIntervalNanos()));
        }
    }

    void up(long now) {
        up = true;
        upSince = now;
        preferredFrom = now + holdNanos();
        countedFrom = pings;
        lossShare = 0;
        judged = 0;
        unanswered = 0;
        nextPing = now + settings.pingIntervalNanos();
    }

    /** It is not up, or not on the way there, any more. */
    void down(long now) {
        if (up) {
            up = false;
            timesDown++;
            failures = now - upSince >= STABLE_NANOS ? 1 : failures + 1;
        }
        pongs = 0;
        samples = 0;
        waiting = false;
        doubted = false;
        unanswered = 0;
        quickPings = QUICK_PINGS;
        nextPing = Times.earlier(nextPing, now + Math.min(QUICK_NANOS, settings.pingIntervalNanos()));
    }

    /** No link to the node is left: it was the node, and none of them has to prove itself. */
    void forgive() {
        failures = 0;
    }

    /** This node did nothing for so long: the link is not to blame. */
    void overslept(long nanos, long now) {
        lastPong = Times.earlier(lastPong + nanos, now);
        answerDue += nanos;
    }

    private long holdNanos() {
        if (failures == 0) {
            return 0;
        }
        int doublings = Math.min(failures, Integer.SIZE / 2);
        return Math.min(MOST_HOLD_NANOS, settings.pingTimeoutNanos() << doublings);
    }

    /** The mean as libknet takes it, and for quick decisions the one of TCP (RFC 6298). */
    private void measure(long took) {
        samples = Math.min(samples + 1, settings.precision());
        wasMeasured |= samples > settings.pongCount();
        if (samples == 1) {
            meanNanos = took;
            smoothNanos = took;
            jitterNanos = took / 2;
            return;
        }
        meanNanos += (took - meanNanos) / samples;
        jitterNanos += (Math.abs(took - smoothNanos) - jitterNanos) / 4;
        smoothNanos += (took - smoothNanos) / 8;
    }

    private void countLoss(long now) {
        int lost = 0;
        int counted = 0;
        for (long number = Math.max(countedFrom, pings - HISTORY); number < pings; number++) {
            int slot = (int) (number % HISTORY);
            if (now - sentAt[slot] >= usualNanos()) {
                counted++;
                lost += (answered & 1L << slot) == 0 ? 1 : 0;
            }
        }
        judged = counted;
        lossShare = counted == 0 ? 0 : (double) lost / counted;
    }
}

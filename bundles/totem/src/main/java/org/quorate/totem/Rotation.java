package org.quorate.totem;

import java.util.concurrent.TimeUnit;

/**
 * How long the token takes to come round, as measured here, and how long it may stay away before it is sent again. The
 * arithmetic is TCP's (RFC 6298): mean and mean deviation, and each repetition doubles the patience until the token is back.
 */
final class Rotation {
    /** Less than that says nothing: threads are late by as much. A lost token costs hardly more. */
    static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Of a ring that has not been measured; its members may have to write to disk first. */
    static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /**
     * The token may have been sent again meanwhile, here or elsewhere, or rested unknown to us: one long rotation makes the
     * next one be waited for as long, within bounds, but the mean believes only many.
     */
    private static final int MOST_GROWTH = 2;

    private long mostNanos;
    private long meanNanos;
    private long deviationNanos;
    private long patienceNanos;
    private long usualNanos = FIRST_NANOS;
    private long leftNanos;
    private long tookNanos;
    private boolean measuring;

    /** @param mostNanos the patience ends there, however long the rotations are */
    Rotation(long mostNanos) {
        this.mostNanos = mostNanos;
        forget();
    }

    void use(long otherMostNanos) {
        mostNanos = otherMostNanos;
    }

    /** Another ring takes another time. */
    void forget() {
        meanNanos = 0;
        deviationNanos = 0;
        patienceNanos = FIRST_NANOS;
        measuring = false;
    }

    /**
     * The token went on.
     *
     * @param rests whether it may rest on its way: such a rotation says nothing
     */
    void left(long now, boolean rests) {
        leftNanos = now;
        measuring = !rests;
    }

    /** The token is back. */
    void returned(long now) {
        long took = now - leftNanos;
        tookNanos = took;
        if (!measuring) {
            return;
        }
        measuring = false;
        if (meanNanos == 0) {
            meanNanos = took;
            deviationNanos = took / 2;
        } else {
            long error = Math.min(took, MOST_GROWTH * meanNanos) - meanNanos;
            deviationNanos += (Math.abs(error) - deviationNanos) / 4;
            meanNanos += error / 8;
        }
        long again = Math.clamp(took, LEAST_NANOS, FIRST_NANOS);
        usualNanos = meanNanos + 4 * deviationNanos;
        patienceNanos = Math.max(again, usualNanos);
    }

    /** The token did not come, and was sent again. */
    void repeated() {
        patienceNanos = Math.min(mostNanos, 2 * patienceNanos);
    }

    /** The last rotation, with all that held it up, but without the rest here. */
    long tookNanos() {
        return tookNanos;
    }

    /** Hardly any rotation took longer, in this ring or, as long as it has not been measured, in the one before. */
    long usualNanos() {
        return usualNanos;
    }

    /** How long to wait for the token from now on. */
    long patienceNanos() {
        return Math.min(mostNanos, patienceNanos);
    }
}

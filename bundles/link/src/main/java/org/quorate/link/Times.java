package org.quorate.link;

/** Arithmetic of times that may overflow: those compared are never 292 years apart. */
final class Times {
    private Times() {}

    static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }
}

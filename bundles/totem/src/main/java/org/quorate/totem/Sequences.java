package org.quorate.totem;

/** Order of sequence numbers that wrap: those compared are never 2^31 apart. */
final class Sequences {
    private Sequences() {}

    static boolean less(int a, int b) {
        return a - b < 0;
    }

    static boolean atMost(int a, int b) {
        return a - b <= 0;
    }

    static int highest(int a, int b) {
        return less(a, b) ? b : a;
    }

    static int lowest(int a, int b) {
        return less(a, b) ? a : b;
    }
}

package org.quorate.simulator.fault;

import org.quorate.simulator.world.Chance;

/** Who hears whom: {@code true} at [from][to] is a cut. The shapes and their names are Jepsen's. */
final class Topology {
    private Topology() {}

    /** Nodes of different parts do not hear each other. */
    static boolean[][] parts(int[] part) {
        int size = part.length;
        var cut = new boolean[size][size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                cut[a][b] = part[a] != part[b];
            }
        }
        return cut;
    }

    /** So many nodes, drawn, against the others. */
    static boolean[][] apart(int size, int few, Chance chance) {
        var part = new int[size];
        var order = shuffled(size, chance);
        for (int i = 0; i < few; i++) {
            part[order[i]] = 1;
        }
        return parts(part);
    }

    /** Two halves, and one node between them that hears all. */
    static boolean[][] bridge(int[] order) {
        int size = order.length;
        var part = new int[size];
        for (int i = 0; i < size; i++) {
            part[order[i]] = i < size / 2 ? 0 : 1;
        }
        var cut = parts(part);
        int middle = order[size / 2];
        for (int other = 0; other < size; other++) {
            cut[middle][other] = false;
            cut[other][middle] = false;
        }
        return cut;
    }

    /** Each node hears its neighbours on a circle, as many as make a majority with it. */
    static boolean[][] majoritiesRing(int[] order) {
        int size = order.length;
        int reach = Math.ceilDiv(size / 2, 2);
        var cut = new boolean[size][size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                int way = Math.floorMod(a - b, size);
                cut[order[a]][order[b]] = Math.min(way, size - way) > reach;
            }
        }
        return cut;
    }

    /** Each direction is cut with a chance in a million. */
    static boolean[][] random(int size, int perMillion, Chance chance) {
        var cut = new boolean[size][size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                cut[a][b] = a != b && chance.perMillion(perMillion);
            }
        }
        return cut;
    }

    /** The numbers up to size in any order. */
    static int[] shuffled(int size, Chance chance) {
        var order = inOrder(size);
        for (int i = size - 1; i > 0; i--) {
            int other = chance.below(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }

    /** The numbers up to size. */
    static int[] inOrder(int size) {
        var order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        return order;
    }
}

package org.quorate.link;

import java.util.Arrays;

/** Where the same bytes go: links to nodes. A node may be there several times, with another link each. */
public final class Destinations {
    private static final int FIRST_ROOM = 16;

    private PeerLink[] links = new PeerLink[FIRST_ROOM];
    private int size;

    Destinations() {}

    /** How many there are, at least one. */
    public int size() {
        return size;
    }

    /** The node of the destination with this index. */
    public int nodeId(int index) {
        return links[index].nodeId();
    }

    /** The number of its link. */
    public int link(int index) {
        return links[index].number();
    }

    PeerLink get(int index) {
        return links[index];
    }

    void clear() {
        size = 0;
    }

    void add(PeerLink link) {
        if (size == links.length) {
            links = Arrays.copyOf(links, 2 * size);
        }
        links[size++] = link;
    }
}

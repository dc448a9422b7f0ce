package org.quorate.clusterfs.replica;

import java.util.ArrayList;
import java.util.List;

/** Collects what one event asks for. */
final class Effects {
    private final Moment now;
    private final List<ReplicaEffect> list = new ArrayList<>(2);

    Effects(Moment now) {
        this.now = now;
    }

    Moment now() {
        return now;
    }

    void add(ReplicaEffect effect) {
        list.add(effect);
    }

    List<ReplicaEffect> inOrder() {
        return list;
    }
}

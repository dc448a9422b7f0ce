package org.quorate.clusterfs.replica;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.tree.Tree;
import org.quorate.clusterfs.wire.Epoch;
import org.quorate.clusterfs.wire.Frame;

/** The tree of this node at the place in the order where a verification was asked for. */
final class Verification {
    /** pmxcfs's interval. It reads the whole tree, so not more often. */
    static final long INTERVAL_NANOS = 3_600_000_000_000L;

    private record Asked(Epoch epoch, long id, Tree tree) {}

    private long lastId;
    private @Nullable Asked asked;

    long nextId() {
        return ++lastId;
    }

    void asked(Frame.VerifyRequest request, Tree tree) {
        asked = new Asked(request.epoch(), request.id(), tree);
    }

    void forget() {
        asked = null;
    }

    /** Whether the checksum shows that this node's tree is another. */
    boolean differs(Frame.Verify verify) {
        var mine = asked;
        asked = null;
        return mine != null
                && mine.id() == verify.id()
                && mine.epoch().equals(verify.epoch())
                && !MessageDigest.isEqual(mine.tree().checksum(), verify.checksum());
    }
}

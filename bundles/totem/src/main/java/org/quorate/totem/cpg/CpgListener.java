package org.quorate.totem.cpg;

import java.nio.ByteBuffer;
import java.util.List;

/** A local process in a group. Called on the ring thread; must return at once. */
public interface CpgListener {
    /** A process that came or went. */
    record Change(CpgProcess process, CpgReason reason) {}

    /**
     * A message in its place in the order.
     *
     * @param message little endian; its bytes are not reused
     */
    void delivered(CpgProcess sender, ByteBuffer message);

    /** Others are in the group now. */
    void changed(List<CpgProcess> members, List<Change> left, List<Change> joined);
}

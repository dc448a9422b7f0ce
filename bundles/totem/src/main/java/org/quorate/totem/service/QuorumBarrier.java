package org.quorate.totem.service;

import java.nio.ByteBuffer;

/** Service 3: has no messages, but its turn in the synchronisation. */
public final class QuorumBarrier implements Service {
    @Override
    public int id() {
        return 3;
    }

    @Override
    public void delivered(int function, int sender, ByteBuffer message) {
        // The service has none.
    }
}

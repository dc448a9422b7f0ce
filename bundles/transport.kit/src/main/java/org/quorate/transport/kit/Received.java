package org.quorate.transport.kit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.quorate.spi.transport.FrameReceiver;

/** What one node was handed. */
public final class Received implements FrameReceiver {
    private final List<byte[]> frames = new ArrayList<>();
    private final List<Drop> drops = new ArrayList<>();

    @Override
    public void received(ByteBuffer frame) {
        if (frame.order() != ByteOrder.LITTLE_ENDIAN) {
            throw new AssertionError("a frame is handed on little endian");
        }
        var bytes = new byte[frame.remaining()];
        frame.get(bytes);
        frames.add(bytes);
    }

    @Override
    public void dropped(Drop reason) {
        drops.add(reason);
    }

    /** In the order in which they came. */
    public List<byte[]> frames() {
        return frames;
    }

    /** In the order in which they were told. */
    public List<Drop> drops() {
        return drops;
    }

    /** Forgets all. */
    public void clear() {
        frames.clear();
        drops.clear();
    }
}

package org.quorate.group.corosync.daemon;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code struct corosync_cfg_node_status_v1}: 16 bytes of the node, then 8 links.
 * <pre>
 * | enabled, 8 bits | connected, 8 bits | dynconnected, 8 bits |  |
 * |                            mtu, 32 bits                      |
 * |          own address, address of the node: 256 characters each |
 * </pre>
 */
final class NodeStatus {
    static final int LINKS = 8;
    static final int LINK_BYTES = 8 + 2 * 256;
    static final int LINKS_OFFSET = 16;
    static final int BYTES = LINKS_OFFSET + LINKS * LINK_BYTES;

    private static final int CONNECTED_OFFSET = 1;

    private NodeStatus() {}

    static List<Boolean> connected(MemorySegment status) {
        return IntStream.range(0, LINKS)
                .mapToObj(
                        link -> status.get(JAVA_BYTE, LINKS_OFFSET + (long) link * LINK_BYTES + CONNECTED_OFFSET) != 0)
                .toList();
    }
}

package org.quorate.integration.corosync;

import org.junit.jupiter.api.Tag;

/** Over multicast, all that is tested over unicast; the Quorate node has the id between those of the others. */
@Tag("long")
class UdpIsMiddleTest extends MixedRingTest {
    UdpIsMiddleTest() {
        super(2, "udp");
    }
}

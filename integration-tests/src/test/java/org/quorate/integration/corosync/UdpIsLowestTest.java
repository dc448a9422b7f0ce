package org.quorate.integration.corosync;

import org.junit.jupiter.api.Tag;

/** Over multicast, all that is tested over unicast; the Quorate node has id 1 of three, so that it is the representative of the ring. */
@Tag("long")
class UdpIsLowestTest extends MixedRingTest {
    UdpIsLowestTest() {
        super(1, "udp");
    }
}

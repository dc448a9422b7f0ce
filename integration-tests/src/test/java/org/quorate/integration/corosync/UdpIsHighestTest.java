package org.quorate.integration.corosync;

import org.junit.jupiter.api.Tag;

/** Over multicast, all that is tested over unicast; the Quorate node has the highest id. */
@Tag("long")
class UdpIsHighestTest extends MixedRingTest {
    UdpIsHighestTest() {
        super(3, "udp");
    }
}

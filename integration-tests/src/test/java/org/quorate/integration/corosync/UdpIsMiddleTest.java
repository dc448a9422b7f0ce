package org.quorate.integration.corosync;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Over multicast, all that is tested over unicast; the Quorate node has the id between those of the others. */
@EnabledIfSystemProperty(named = "quorate.long", matches = "true")
class UdpIsMiddleTest extends MixedRingTest {
    UdpIsMiddleTest() {
        super(2, "udp");
    }
}

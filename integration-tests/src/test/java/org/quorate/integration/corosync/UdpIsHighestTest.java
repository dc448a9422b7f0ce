package org.quorate.integration.corosync;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Over multicast, all that is tested over unicast; the Quorate node has the highest id. */
@EnabledIfSystemProperty(named = "quorate.long", matches = "true")
class UdpIsHighestTest extends MixedRingTest {
    UdpIsHighestTest() {
        super(3, "udp");
    }
}

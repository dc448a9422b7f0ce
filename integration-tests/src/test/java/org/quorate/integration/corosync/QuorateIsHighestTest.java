package org.quorate.integration.corosync;

/** The Quorate node has id 3 of three. */
class QuorateIsHighestTest extends MixedRingTest {
    QuorateIsHighestTest() {
        super(3);
    }
}

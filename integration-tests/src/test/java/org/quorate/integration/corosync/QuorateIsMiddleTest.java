package org.quorate.integration.corosync;

/** The Quorate node has id 2 of three. */
class QuorateIsMiddleTest extends MixedRingTest {
    QuorateIsMiddleTest() {
        super(2);
    }
}

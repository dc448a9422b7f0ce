package org.quorate.integration.corosync;

/** The Quorate node has id 1 of three, so that it is the representative of the ring. */
class QuorateIsLowestTest extends MixedRingTest {
    QuorateIsLowestTest() {
        super(1);
    }
}

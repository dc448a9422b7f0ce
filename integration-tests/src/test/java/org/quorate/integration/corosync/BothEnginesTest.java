package org.quorate.integration.corosync;

import org.quorate.integration.corosync.EngineCluster.Engine;

/** One node has a ring of its own, in which the daemons of the two others are, too. */
class BothEnginesTest extends EngineContractTest {
    BothEnginesTest() {
        super(Engine.TOTEM, Engine.COROSYNC, Engine.COROSYNC);
    }
}

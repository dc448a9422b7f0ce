package org.quorate.integration.corosync;

import org.quorate.integration.corosync.EngineCluster.Engine;

/** All nodes have rings of their own. */
class OwnRingEngineTest extends EngineContractTest {
    OwnRingEngineTest() {
        super(Engine.TOTEM, Engine.TOTEM, Engine.TOTEM);
    }
}

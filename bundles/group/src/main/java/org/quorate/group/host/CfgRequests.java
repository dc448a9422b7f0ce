package org.quorate.group.host;

import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.quorate.totem.service.Cfg;

/** What corosync-cfgtool at another node asks of this one. */
record CfgRequests(Consumer<String> fatal, Runnable reloading) implements Cfg.Requests {
    private static final System.Logger LOG = System.getLogger(CfgRequests.class.getName());

    @Override
    public void kill(int byNode, String reason) {
        fatal.accept("node " + Integer.toUnsignedString(byNode) + " asked this node to end: " + reason);
    }

    @Override
    public void goes(int node) {
        LOG.log(Level.INFO, "node {0} is about to leave", Integer.toUnsignedString(node));
    }

    @Override
    public void reload(int byNode) {
        LOG.log(Level.INFO, "node {0} asks all to read corosync.conf again", Integer.toUnsignedString(byNode));
        reloading.run();
    }
}

package org.quorate.config.active;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.quorate.node.NodeHome;
import org.quorate.node.NodeIdentity;

/** Registers who a node is that is in no cluster: node 0, named as it was told at its start, else as its machine. */
@Component(
        service = {},
        immediate = true)
public final class LocalIdentity {
    private static final String LOCAL = "(" + NodeHome.ENGINE + "=" + NodeHome.LOCAL + ")";

    private final ServiceRegistration<NodeIdentity> registration;

    /** Asks the machine for its name. */
    @Activate
    public LocalIdentity(BundleContext context, @Reference(target = LOCAL) NodeHome home) {
        var identity = new NodeIdentity(0, home.name().orElseGet(LocalIdentity::machine));
        registration = context.registerService(NodeIdentity.class, identity, null);
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Deactivate
    void close() {
        registration.unregister();
    }
}

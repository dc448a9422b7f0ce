package org.quorate.node.runtime;

import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.quorate.node.FatalErrors;

/**
 * Registers {@link FatalErrors}. An activator and not a component: the way out must work when Declarative Services do
 * not.
 */
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"org.quorate.node.FatalErrors\"")
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class NodeRuntime implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        context.registerService(FatalErrors.class, new NodeExit(context.getBundle(0)), null);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service back
    }
}

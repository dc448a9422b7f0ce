package org.quorate.node.runtime;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.quorate.node.FatalErrors;
import org.quorate.node.NodeHome;

/**
 * Registers {@link NodeHome} and {@link FatalErrors}. An activator and not a component: a record cannot be one, and
 * the way out must work when Declarative Services do not.
 */
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.quorate.node.NodeHome,org.quorate.node.FatalErrors\"")
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class NodeRuntime implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        context.registerService(NodeHome.class, home(context), null);
        context.registerService(FatalErrors.class, new NodeExit(context.getBundle(0)), null);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the services back
    }

    private static NodeHome home(BundleContext context) {
        Path root = property(context, "quorate.home")
                .map(Path::of)
                .orElseThrow(() -> new IllegalStateException("framework property quorate.home is not set"));
        return new NodeHome(
                root,
                property(context, "quorate.config").map(Path::of).orElse(root.resolve("etc/corosync.conf")),
                property(context, "quorate.name"),
                property(context, "quorate.mount").map(Path::of));
    }

    private static Optional<String> property(BundleContext context, String key) {
        @Nullable String value = context.getProperty(key);
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }
}

package org.quorate.config.active;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.quorate.node.NodeHome;

/**
 * Registers the {@link NodeHome} that the framework properties name: {@code quorate.home}, {@code quorate.config},
 * {@code quorate.name}, {@code quorate.mount}; {@code quorate.engine} is its property {@link NodeHome#ENGINE}. Without
 * {@code quorate.home} there is none.
 */
@Component(
        service = {},
        immediate = true)
public final class FrameworkHome {
    private static final String DEFAULT_ENGINE = "totem";

    private final Optional<ServiceRegistration<NodeHome>> registration;

    /** Reads the properties once. */
    @Activate
    public FrameworkHome(BundleContext context) {
        var properties = FrameworkUtil.asDictionary(
                Map.of(NodeHome.ENGINE, property(context, "quorate.engine").orElse(DEFAULT_ENGINE)));
        registration = home(context).map(home -> context.registerService(NodeHome.class, home, properties));
    }

    @Deactivate
    void close() {
        registration.ifPresent(ServiceRegistration::unregister);
    }

    private static Optional<NodeHome> home(BundleContext context) {
        return property(context, "quorate.home").map(Path::of).map(root -> {
            var config = property(context, "quorate.config").map(Path::of);
            var name = property(context, "quorate.name");
            var mount = property(context, "quorate.mount").map(Path::of);
            return new NodeHome(root, config.orElse(root.resolve("etc").resolve("corosync.conf")), name, mount);
        });
    }

    private static Optional<String> property(BundleContext context, String name) {
        return Optional.ofNullable(context.getProperty(name)).filter(value -> !value.isBlank());
    }
}

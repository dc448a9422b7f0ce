package org.quorate.config.active;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A framework with properties and a list of what is registered; everything else is beyond it. */
final class FakeFramework {
    final List<Object> services = new ArrayList<>();
    final List<Object> properties = new ArrayList<>();

    BundleContext context(Map<String, String> properties) {
        return (BundleContext) Proxy.newProxyInstance(
                FakeFramework.class.getClassLoader(), new Class<?>[] {BundleContext.class}, (_, method, arguments) -> {
                    return switch (method.getName()) {
                        case "getProperty" -> properties.get((String) arguments[0]);
                        case "registerService" -> registered(arguments[1], arguments[2]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private Object registered(Object service, @Nullable Object first) {
        services.add(service);
        if (first != null) {
            properties.add(first);
        }
        return Proxy.newProxyInstance(
                FakeFramework.class.getClassLoader(),
                new Class<?>[] {ServiceRegistration.class},
                (_, method, arguments) -> {
                    switch (method.getName()) {
                        case "unregister" -> services.remove(service);
                        case "setProperties" -> properties.add(arguments[0]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                    return null;
                });
    }
}

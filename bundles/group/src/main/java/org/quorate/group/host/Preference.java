package org.quorate.group.host;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** Which of several services is used. */
final class Preference {
    private Preference() {}

    /**
     * The highest ranked, else the one that was there first; but if its bundle is installed in several versions, that of the
     * highest version.
     */
    static <S> Optional<ServiceReference<S>> best(Stream<ServiceReference<S>> services) {
        var all = services.toList();
        return all.stream().max(Comparator.naturalOrder()).map(first -> newest(first, all));
    }

    private static <S> ServiceReference<S> newest(ServiceReference<S> first, List<ServiceReference<S>> all) {
        return all.stream()
                .filter(other -> isOfSameBundle(first, other))
                .max(Comparator.<ServiceReference<S>, Version>comparing(Preference::version)
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(first);
    }

    private static boolean isOfSameBundle(ServiceReference<?> one, ServiceReference<?> other) {
        var bundle = one.getBundle();
        var otherBundle = other.getBundle();
        return bundle != null
                && otherBundle != null
                && bundle.getSymbolicName().equals(otherBundle.getSymbolicName())
                && ranking(one) == ranking(other);
    }

    private static int ranking(ServiceReference<?> reference) {
        return reference.getProperty("service.ranking") instanceof Integer ranking ? ranking : 0;
    }

    private static Version version(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        return bundle == null ? Version.emptyVersion : bundle.getVersion();
    }
}

package org.quorate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;

/** Waits for one event of the framework, from the moment this is made. */
final class Await implements AutoCloseable {
    /** Only a failure takes so long. */
    static final long PATIENCE_MILLIS = 60_000;

    private final CountDownLatch happened = new CountDownLatch(1);
    private final String what;
    private final Runnable stop;

    private Await(String what, Starter starter) {
        this.what = what;
        this.stop = starter.start(happened);
    }

    private interface Starter {
        Runnable start(CountDownLatch happened);
    }

    /** An event of a service with that type. */
    static Await service(BundleContext context, Class<?> service, int event) {
        return new Await("event " + event + " of service " + service.getName(), happened -> {
            ServiceListener listener = seen -> {
                if (seen.getType() == event) {
                    happened.countDown();
                }
            };
            try {
                context.addServiceListener(listener, "(" + Constants.OBJECTCLASS + "=" + service.getName() + ")");
            } catch (InvalidSyntaxException e) {
                throw new AssertionError(e);
            }
            return () -> context.removeServiceListener(listener);
        });
    }

    /** An event of the bundle with that name. */
    static Await bundle(BundleContext context, String symbolicName, int event) {
        return new Await("event " + event + " of bundle " + symbolicName, happened -> {
            BundleListener listener = seen -> {
                if (seen.getType() == event
                        && symbolicName.equals(seen.getBundle().getSymbolicName())) {
                    happened.countDown();
                }
            };
            context.addBundleListener(listener);
            return () -> context.removeBundleListener(listener);
        });
    }

    void happened() throws InterruptedException {
        assertThat(happened.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                .as(what)
                .isTrue();
    }

    @Override
    public void close() {
        stop.run();
    }
}

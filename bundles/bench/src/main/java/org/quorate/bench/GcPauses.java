package org.quorate.bench;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/** How long the garbage collector stopped this node, from the making of this object on; whole milliseconds. */
final class GcPauses implements NotificationListener, AutoCloseable {
    /** One a millisecond in the longest run; more would be a node that does nothing else. */
    private static final int MAX_PAUSES = 100_000;

    /** HotSpot's; its class for it is in a package that not every runtime has. */
    private static final String TYPE = "com.sun.management.gc.notification";

    private final List<Long> millis = new ArrayList<>();

    GcPauses() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(this, null, null);
            }
        }
    }

    /** So far, ascending. */
    synchronized List<Long> millis() {
        return millis.stream().sorted().toList();
    }

    @Override
    public synchronized void handleNotification(Notification notification, @Nullable Object handback) {
        if (TYPE.equals(notification.getType())
                && notification.getUserData() instanceof CompositeData event
                && event.get("gcInfo") instanceof CompositeData info
                && info.get("duration") instanceof Long duration
                && millis.size() < MAX_PAUSES) {
            millis.add(duration);
        }
    }

    @Override
    public void close() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                try {
                    emitter.removeNotificationListener(this);
                } catch (ListenerNotFoundException _) {
                    // a collector that came in between
                }
            }
        }
    }
}

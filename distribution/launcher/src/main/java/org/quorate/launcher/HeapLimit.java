package org.quorate.launcher;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * Has the old generation collected before it takes more of the machine's memory. The serial collector by itself first
 * grows to all that it is allowed, which is what the largest tree needs, and keeps it.
 */
final class HeapLimit implements NotificationListener {
    /** By so much it may grow before it is looked at. */
    private static final long GROWTH_BYTES = 24L << 20;

    private final MemoryPoolMXBean old;
    private final Runnable collect;

    HeapLimit(MemoryPoolMXBean old, Runnable collect) {
        this.old = old;
        this.collect = collect;
        set();
    }

    /** Guards the heap of this JVM until its end. */
    static void guard() {
        var emitter = (NotificationEmitter) ManagementFactory.getMemoryMXBean();
        for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
            // Of a heap in generations only the old one knows thresholds.
            if (pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported()) {
                emitter.addNotificationListener(new HeapLimit(pool, System::gc), null, pool.getName());
            }
        }
    }

    private void set() {
        var usage = old.getUsage();
        long wanted = usage.getUsed() + GROWTH_BYTES;
        old.setUsageThreshold(usage.getMax() < 0 ? wanted : Math.min(wanted, usage.getMax()));
    }

    @Override
    public void handleNotification(Notification notification, @Nullable Object pool) {
        if (MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED.equals(notification.getType())
                && notification.getUserData() instanceof CompositeData data
                && MemoryNotificationInfo.from(data).getPoolName().equals(pool)) {
            collect.run();
            set();
        }
    }
}

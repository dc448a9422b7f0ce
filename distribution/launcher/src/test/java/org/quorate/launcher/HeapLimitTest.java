package org.quorate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.reflect.Proxy;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import org.junit.jupiter.api.Test;

class HeapLimitTest {
    private static final long MIB = 1 << 20;

    private long used = 10 * MIB;
    private long threshold;
    private int collections;

    private final MemoryPoolMXBean old = (MemoryPoolMXBean) Proxy.newProxyInstance(
            HeapLimitTest.class.getClassLoader(), new Class<?>[] {MemoryPoolMXBean.class}, (_, method, arguments) -> {
                switch (method.getName()) {
                    case "getUsage" -> {
                        return new MemoryUsage(0, used, 200 * MIB, 200 * MIB);
                    }
                    case "setUsageThreshold" -> {
                        threshold = (Long) arguments[0];
                        return null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                }
            });

    private final HeapLimit limit = new HeapLimit(old, this::collect);

    private void collect() {
        collections++;
        used = 30 * MIB;
    }

    @Test
    void aSmallHeapIsLeftAlone() {
        assertThat(threshold).isEqualTo(34 * MIB);
        assertThat(collections).isZero();
    }

    @Test
    void afterACollectionItMayGrowAgain() throws OpenDataException {
        used = 40 * MIB;
        limit.handleNotification(exceeded("old"), "old");
        assertThat(collections).isOne();
        assertThat(threshold).isEqualTo(54 * MIB);
    }

    @Test
    void itIsNeverAskedForMoreThanThereCanBe() {
        used = 190 * MIB;
        var _ = new HeapLimit(old, this::collect);
        assertThat(threshold).isEqualTo(200 * MIB);
    }

    @Test
    void otherPoolsAreNotItsBusiness() throws OpenDataException {
        limit.handleNotification(exceeded("code"), "old");
        assertThat(collections).isZero();
    }

    @Test
    void thisVirtualMachineHasAPoolToGuard() {
        HeapLimit.guard();
        assertThat(ManagementFactory.getMemoryPoolMXBeans())
                .anyMatch(pool -> pool.isUsageThresholdSupported() && pool.getUsageThreshold() >= 24 * MIB);
    }

    private static Notification exceeded(String pool) throws OpenDataException {
        var usage = composite(
                new String[] {"init", "used", "committed", "max"},
                new OpenType<?>[] {SimpleType.LONG, SimpleType.LONG, SimpleType.LONG, SimpleType.LONG},
                new Object[] {0L, 1L, 1L, 1L});
        var notification = new Notification(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED, "test", 1);
        notification.setUserData(composite(
                new String[] {"poolName", "usage", "count"},
                new OpenType<?>[] {SimpleType.STRING, usage.getCompositeType(), SimpleType.LONG},
                new Object[] {pool, usage, 1L}));
        return notification;
    }

    private static CompositeData composite(String[] names, OpenType<?>[] types, Object[] values)
            throws OpenDataException {
        return new CompositeDataSupport(new CompositeType("test", "test", names, names, types), names, values);
    }
}

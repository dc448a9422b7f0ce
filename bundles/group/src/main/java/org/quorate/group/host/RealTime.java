package org.quorate.group.host;

import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/**
 * Real-time scheduling of the ring thread ({@code SCHED_RR}), as corosync has it: a busy machine must not look like a
 * dead one. Needs root or {@code CAP_SYS_NICE}; without it the thread runs as any other.
 */
final class RealTime {
    private static final System.Logger LOG = System.getLogger(RealTime.class.getName());
    private static final int SCHED_RR = 2;

    /** Above ordinary programs, below what an administrator may want above it; the kernel's range is 1-99. */
    private static final int PRIORITY = 50;

    private RealTime() {}

    /** For the calling thread, which must be a platform thread. */
    @SuppressWarnings("restricted")
    static void prefer() {
        var linker = Linker.nativeLinker();
        var symbol = linker.defaultLookup().find("sched_setscheduler");
        if (symbol.isEmpty()) {
            return;
        }
        try (var arena = Arena.ofConfined()) {
            var parameter = arena.allocate(ValueLayout.JAVA_INT);
            parameter.set(ValueLayout.JAVA_INT, 0, PRIORITY);
            int result = (int) linker.downcallHandle(
                            symbol.get(),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS))
                    .invokeExact(0, SCHED_RR, parameter);
            if (result != 0) {
                LOG.log(Level.INFO, "ring: no right to real-time scheduling; a busy machine may delay the token");
            }
        } catch (Throwable e) {
            LOG.log(Level.WARNING, "ring: real-time scheduling failed: {0}", e.toString());
        }
    }
}

package org.quorate.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quorate.group.ProcessGroups;
import org.quorate.ring.ClusterRing;
import org.quorate.ring.RingStatus;

/** Load and measurement. Each but {@code await} is given on all nodes of a run at about the same time. */
@Component(service = BenchCommands.class)
@GogoCommand(
        scope = "bench",
        function = {"throughput", "latency", "listen", "await"})
public final class BenchCommands {
    private static final int MAX_MESSAGES = 10_000_000;

    /** As in {@code stats.srp} of corosync. */
    private static final String TOKENS = "orf_token_rx";

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ProcessGroups groups;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ClusterRing ring;

    /** As fast as flow control allows. */
    @Descriptor("Sends to a group as fast as it can, or only listens, and counts what is delivered here")
    public BenchResult throughput(
            @Descriptor("seconds of load that are not counted; code is compiled meanwhile")
                    @Parameter(
                            names = {"-w", "--warm"},
                            absentValue = "1")
                    int warmSeconds,
            @Descriptor("name of the group, the same on all nodes, another for each run") String group,
            @Descriptor("how many nodes take part") int members,
            @Descriptor("bytes of a message") int sizeBytes,
            @Descriptor("seconds that are counted") int seconds,
            @Descriptor("true to send, false to listen") boolean send)
            throws BenchException, InterruptedException {
        positive("MEMBERS", members);
        positive("SECONDS", seconds);
        try (var meeting = new Meeting(groups(), group, members, () -> {})) {
            var known = required(ring, "ring");
            return new ThroughputRun(meeting, sizeBytes, send, () -> tokens(known))
                    .run(Duration.ofSeconds(warmSeconds), Duration.ofSeconds(seconds));
        }
    }

    /** One message outstanding. */
    @Descriptor("Sends one message after the other and takes the time to its delivery here")
    public BenchResult latency(
            @Descriptor("seconds that are not counted; code is compiled meanwhile")
                    @Parameter(
                            names = {"-w", "--warm"},
                            absentValue = "1")
                    int warmSeconds,
            @Descriptor("name of the group, the same on all nodes, another for each run") String group,
            @Descriptor("how many nodes take part, those that listen included") int members,
            @Descriptor("bytes of a message") int sizeBytes,
            @Descriptor("how many messages") int count,
            @Descriptor("microseconds between a delivery and the next message") int pauseMicros)
            throws BenchException, InterruptedException {
        positive("MEMBERS", members);
        positive("COUNT", count);
        if (count > MAX_MESSAGES) {
            throw new BenchException("COUNT: found " + count + ", must be at most " + MAX_MESSAGES);
        }
        try (var run = new LatencyRun(groups(), group, members, sizeBytes, pauseMicros)) {
            return run.run(Duration.ofSeconds(warmSeconds), count);
        }
    }

    /** The other members of {@code latency}. */
    @Descriptor("Takes part in a run without sending, until those who send are done")
    public BenchResult listen(
            @Descriptor("name of the group") String group,
            @Descriptor("how many nodes take part") int members,
            @Descriptor("seconds after which the run counts as failed") int seconds)
            throws BenchException, InterruptedException {
        positive("MEMBERS", members);
        try (var meeting = new Meeting(groups(), group, members, () -> {})) {
            meeting.awaitComplete();
            meeting.end(Duration.ofSeconds(seconds));
            return new BenchResult.Heard(meeting.node(), meeting.messages());
        }
    }

    /** Looks once a millisecond. */
    @Descriptor("Waits until the ring has that many members")
    public BenchResult await(
            @Descriptor("how many") int members, @Descriptor("seconds after which it has failed") int seconds)
            throws BenchException, InterruptedException {
        long beganNanos = System.nanoTime();
        while (true) {
            RingStatus status = required(ring, "ring").status();
            long waitedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
            if (status.members().size() == members) {
                return new BenchResult.Ring(status.ring().toString(), status.members(), waitedMillis);
            }
            if (waitedMillis > TimeUnit.SECONDS.toMillis(seconds)) {
                throw new BenchException("the ring has " + status.members().size() + " members after " + seconds
                        + " s, not " + members + "; see ring:status and the log");
            }
            Thread.sleep(1);
        }
    }

    private static long tokens(ClusterRing ring) {
        return ring.status().counters().getOrDefault(TOKENS, 0L);
    }

    private ProcessGroups groups() throws BenchException {
        return required(groups, "process group service");
    }

    private static <T> T required(@Nullable T service, String what) throws BenchException {
        if (service == null) {
            throw new BenchException("there is no " + what
                    + " in this node at the moment; see bundle:list and the log for what is missing");
        }
        return service;
    }

    private static void positive(String name, int number) throws BenchException {
        if (number < 1) {
            throw new BenchException(name + ": found " + number + ", must be at least 1");
        }
    }
}

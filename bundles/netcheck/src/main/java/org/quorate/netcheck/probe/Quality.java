package org.quorate.netcheck.probe;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.quorate.netcheck.CheckPlan;
import org.quorate.netcheck.Defect;
import org.quorate.netcheck.Finding;

/** How good one direction is that works, against what Proxmox VE asks of a cluster's network. */
final class Quality {
    /** Of what is lost, "less than 1%". */
    private static final double MOST_LOSS = 0.01;

    /** "Latencies under 5 milliseconds." */
    private static final long MOST_TRIP_NANOS = 5_000_000;

    /** "Rather unlikely with more than three nodes and latencies above around 10 ms." */
    private static final long WORST_TRIP_NANOS = 10_000_000;

    /** There is no figure in the rules, only that jitter hurts: one round trip in twenty is then above that for latency. */
    private static final long MOST_JITTER_NANOS = MOST_TRIP_NANOS;

    /** Fewer tell nothing of how they differ. */
    private static final int ENOUGH_TRIPS = 20;

    /** That the slow packets came through by chance is less likely. */
    private static final double UNLIKELY = 0.001;

    private static final double MOST_MULTICAST_LOSS = 0.1;

    /** Of the packets to the group, at the end, that must be missing so that it counts as dead. */
    private static final int DEAD_TAIL = 10;

    private static final double ODD_SHARE = 0.005;
    private static final int ODD_COUNT = 3;

    /** A machine that is idle sends within. */
    private static final long GRANULARITY_NANOS = 1_500_000;

    private static final double NANOS_OF_MILLI = 1e6;

    private final CheckPlan plan;
    private final Half half;
    private final Sent sent;
    private final Heard heard;

    /** Of both machines together: as much of the jitter may be theirs. */
    private final long lateNanos;

    Quality(CheckPlan plan, Half half, Heard heard, Optional<Sent> back) {
        this.plan = plan;
        this.half = half;
        this.sent = half.sender().sent();
        this.heard = heard;
        this.lateNanos = late(sent) + back.map(Quality::late).orElse(0L);
    }

    void judge(List<Finding> findings) {
        address(findings);
        loss(findings);
        trips(findings);
        size(findings);
        multicast(findings);
        order(findings);
    }

    private static long late(Sent sent) {
        return Math.max(0, sent.lateMicros() * 1000L - GRANULARITY_NANOS);
    }

    private void address(List<Finding> findings) {
        var own = Addresses.text(half.own());
        heard.seenFrom()
                .map(Addresses::text)
                .ifPresent(seen -> findings.add(new Finding(
                        Defect.TRANSLATED,
                        true,
                        half.other() + " sees the packets of " + half.node() + " come from " + seen + ", not from "
                                + own,
                        "take the address translation (NAT, masquerading) or the second address out of the way: nodes"
                                + " know each other by their addresses")));
    }

    private void loss(List<Finding> findings) {
        double share = share(sent.counted(), heard.counted());
        if (share < MOST_LOSS) {
            return;
        }
        double slow = share(sent.slow(), heard.slow());
        double fast = share(sent.fast(), heard.fast());
        boolean onlyIfMany = slow < fast / 4 && Math.pow(1 - fast, sent.slow()) < UNLIKELY;
        if (onlyIfMany) {
            double seconds = heard.fastMicros() / 1e6;
            findings.add(new Finding(
                    Defect.RATE,
                    true,
                    text(
                            "%.1f %% are lost at %d packets a second, hardly one while there are few; about %.0f a second"
                                    + " come through",
                            100 * fast, 1_000_000 / plan.intervalMicros(), seconds > 0 ? heard.fast() / seconds : 0.0),
                    "look for a limit of rate or a link that is too slow or busy (ethtool, tc qdisc, storm control of the"
                            + " switch)"));
        } else {
            findings.add(new Finding(
                    Defect.LOSS,
                    true,
                    text("%.1f %% of %d packets are lost, of which less than 1 %% may be", 100 * share, sent.counted()),
                    "look at cables, ports and their error counters (ip -s link, ethtool -S), and for an address that two"
                            + " machines have"));
        }
    }

    private void trips(List<Finding> findings) {
        var trips = half.sender().trips();
        if (trips.count() < ENOUGH_TRIPS) {
            return;
        }
        double millis = trips.medianNanos() / NANOS_OF_MILLI;
        if (trips.medianNanos() > WORST_TRIP_NANOS) {
            findings.add(new Finding(
                    Defect.LATENCY,
                    true,
                    text(
                            "a round trip takes %.1f ms, more than 10 ms: no cluster of more than three nodes works so",
                            millis),
                    "use a network within one site; a node far away can be a quorum device"));
        } else if (trips.medianNanos() > MOST_TRIP_NANOS) {
            findings.add(new Finding(
                    Defect.LATENCY,
                    true,
                    text(
                            "a round trip takes %.1f ms, more than 5 ms: it may do for two or three nodes, and is no promise",
                            millis),
                    "use a network of its own for the cluster, within one site"));
        }
        if (trips.jitterNanos() > MOST_JITTER_NANOS && trips.jitterNanos() - lateNanos <= MOST_JITTER_NANOS) {
            findings.add(new Finding(
                    Defect.JITTER,
                    false,
                    text(
                            "round trips differ by %.1f ms, but the machines themselves were late by %.1f ms: they are busy",
                            trips.jitterNanos() / NANOS_OF_MILLI, lateNanos / NANOS_OF_MILLI),
                    "measure again when they are not; a cluster suffers from it as well"));
        } else if (trips.jitterNanos() > MOST_JITTER_NANOS) {
            findings.add(new Finding(
                    Defect.JITTER,
                    true,
                    text(
                            "round trips differ: most take %.1f ms, one in twenty %.1f ms longer and more, the longest %.1f ms",
                            millis, trips.jitterNanos() / NANOS_OF_MILLI, trips.worstNanos() / NANOS_OF_MILLI),
                    "keep storage, backup and guests off this network, or give the cluster one of its own"));
        }
    }

    private void size(List<Finding> findings) {
        if (sent.pathBytes() > 0 && sent.pathBytes() < sent.interfaceBytes()) {
            findings.add(new Finding(
                    Defect.MTU,
                    true,
                    "packets above " + sent.pathBytes() + " bytes do not arrive, though the interface takes "
                            + sent.interfaceBytes() + ": MTU too small on the way",
                    "give interfaces, bridges, VLANs and tunnels on the way one MTU (ip link show), or the interfaces "
                            + sent.pathBytes()));
        }
    }

    private void multicast(List<Finding> findings) {
        if (sent.group() < DEAD_TAIL) {
            return;
        }
        double lost = share(sent.group(), heard.group());
        int tail = sent.group() - heard.lastGroup();
        boolean goes = share(sent.lengthy(), heard.lengthy()) < 0.5;
        boolean dies = heard.group() >= ODD_COUNT
                && heard.group() * 2 >= heard.lastGroup()
                && tail >= Math.max(DEAD_TAIL, sent.group() / 10);
        if (dies && goes) {
            findings.add(new Finding(
                    Defect.MULTICAST_DIES,
                    plan.needsMulticast(),
                    text(
                            "multicast works at first and ends about %.0f s after the begin, while unicast goes on: IGMP"
                                    + " snooping without an IGMP querier",
                            secondsTo(heard.lastGroup())),
                    "switch on an IGMP querier in this network, or IGMP snooping off on its switches and bridges"));
        } else if (lost > MOST_MULTICAST_LOSS && lost > 2 * share(sent.slow(), heard.slow())) {
            findings.add(new Finding(
                    Defect.MULTICAST_BLOCKED,
                    plan.needsMulticast(),
                    heard.group() == 0
                            ? "multicast does not arrive at all"
                            : text("of the packets to a multicast group, %.0f %% are lost", 100 * lost),
                    plan.needsMulticast()
                            ? "let multicast through switches and firewalls, or use transport knet"
                            : "nothing, unless transport udp is wanted; knet and udpu work without"));
        }
    }

    /** From the begin of the slow packets to the packet to the group that has this number. */
    private double secondsTo(int group) {
        int inSlow = Session.SLOW_COUNT / Session.GROUP_EVERY;
        if (group <= inSlow) {
            return 2.0 * group / inSlow;
        }
        return 2 + plan.count() * (plan.intervalMicros() / 1e6) + (group - inSlow) * (plan.longIntervalMillis() / 1e3);
    }

    private void order(List<Finding> findings) {
        odd(
                Defect.DUPLICATED,
                heard.duplicated(),
                "arrive twice",
                "look for a loop between switches, mirrored ports, and a bond of mode broadcast",
                findings);
        odd(
                Defect.REORDERED,
                heard.reordered(),
                "are overtaken by later ones",
                "look for a bond of mode balance-rr or unequal paths; prefer active-backup or LACP with layer2+3 hashing",
                findings);
    }

    private void odd(Defect defect, int count, String what, String nextStep, List<Finding> findings) {
        if (count >= ODD_COUNT && count >= ODD_SHARE * heard.counted()) {
            findings.add(new Finding(
                    defect,
                    false,
                    text("%.1f %% of the packets ", 100.0 * count / Math.max(1, heard.counted())) + what,
                    nextStep));
        }
    }

    private static double share(long sent, long heard) {
        return sent <= 0 ? 0 : Math.clamp(1 - (double) heard / sent, 0, 1);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

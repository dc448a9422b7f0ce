package org.quorate.status.exchange;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.quorate.status.log.LogEntry;
import org.quorate.status.log.LogRing;
import org.quorate.status.log.MalformedLogException;
import org.quorate.status.log.MergedLog;
import org.quorate.status.wire.Epoch;
import org.quorate.status.wire.Frame;
import org.quorate.status.wire.FrameCodec;
import org.quorate.status.wire.MalformedException;
import org.quorate.status.wire.Telling;
import org.quorate.status.wire.TellingCodec;

/**
 * One node's view of what all nodes tell.
 *
 * <p>After each change of the membership the lowest node begins an exchange: all members send their logs, each merges
 * them, and then tells its own values once more. Nothing is agreed upon, so a member that sends no log holds up nobody:
 * {@link #PATIENCE_NANOS} after an exchange began, each goes on with the logs it has.
 */
public final class Exchange {
    /** How long the logs of the others may take. */
    static final long PATIENCE_NANOS = 10_000_000_000L;

    private static final String ADDRESS = "nodeip";
    private static final String MEASURED = "rrd/";
    private static final int MAX_ADDRESS_BYTES = 255;
    private static final int MAX_MEASURED_BYTES = 4095;

    private final MergedLog log = new MergedLog();
    private final ValueTable values = new ValueTable();
    private final Measurements measurements = new Measurements();
    private final Map<Integer, String> addresses = new HashMap<>();
    private final TreeSet<Member> members = new TreeSet<>();
    private final Map<Member, List<LogEntry>> states = new TreeMap<>();
    private final WaitingTellings waiting = new WaitingTellings();
    private final List<StatusEffect> effects = new ArrayList<>();
    private Member self;
    private Phase phase = Phase.OUT;
    private @Nullable Set<Integer> configured;
    private @Nullable Epoch epoch;
    private int epochs;
    private int uid;
    private long count;
    private long timer;
    private int version;

    /** Of this node, outside the group. */
    public Exchange(int nodeId) {
        self = new Member(nodeId, 0);
    }

    // ---- what is known

    /** Where it is. */
    public Phase phase() {
        return phase;
    }

    /** Where it is and what it waits for, in words. */
    public String text() {
        return switch (phase) {
            case OUT -> "not in the group";
            case JOINING -> "joining the group";
            case EXCHANGING ->
                missing().stream()
                        .map(Member::toString)
                        .collect(Collectors.joining(", ", "waiting for the log of ", ""));
            case SYNCED -> "synced";
        };
    }

    /** Ids of the nodes in the group. */
    public Set<Integer> online() {
        return members.stream().map(Member::nodeId).collect(Collectors.toSet());
    }

    /** The address that a node told, or null. */
    public @Nullable String address(int nodeId) {
        return addresses.get(nodeId);
    }

    /** A value, or null. It must not be changed. */
    public byte @Nullable [] value(int nodeId, String key) {
        var value = values.value(nodeId, key);
        return value == null ? null : value.bytes();
    }

    /** How often each value of a node was set after the first time. */
    public SortedMap<String, Integer> versions(int nodeId) {
        var versions = new TreeMap<String, Integer>();
        values.of(nodeId).forEach((key, value) -> versions.put(key, value.version()));
        return versions;
    }

    /** What is measured. */
    public SortedMap<String, String> measurements(long nowNanos) {
        return measurements.at(nowNanos);
    }

    /** Entries of the log, the newest first. */
    public Iterable<LogEntry> newestFirst() {
        return log.newestFirst();
    }

    /** Raised when somebody comes or goes, has another address, or the configuration changes. */
    public int version() {
        return version;
    }

    // ---- events

    /** Applies one event and answers what the host must do now, in this order. */
    public List<StatusEffect> on(StatusEvent event, Moment now) {
        switch (event) {
            case StatusEvent.Joining(var me) -> joining(me);
            case StatusEvent.MembershipChanged(var all, var joined) -> membershipChanged(all, joined, now);
            case StatusEvent.Delivered(var sender, var message) -> delivered(sender, message, now);
            case StatusEvent.Expelled(var why) -> left(why);
            case StatusEvent.Configured(var nodeIds) -> configured(nodeIds);
            case StatusEvent.Published(var key, var value) -> published(key, value, now);
            case StatusEvent.Written written -> written(written, now);
            case StatusEvent.TimerExpired(long token) -> expired(token, now);
        }
        var asked = List.copyOf(effects);
        effects.clear();
        return asked;
    }

    private void joining(Member me) {
        self = me;
        members.clear();
        waiting.take();
        move(Phase.JOINING, "joins as " + me);
    }

    private void left(String why) {
        members.clear();
        version++;
        if (phase != Phase.OUT) {
            move(Phase.OUT, why);
        }
    }

    private void membershipChanged(List<Member> all, List<Member> joined, Moment now) {
        boolean member = all.contains(self);
        if (phase == Phase.OUT || phase == Phase.JOINING && !member) {
            return; // of a membership that is over, or not begun
        }
        members.clear();
        members.addAll(all);
        version++;
        if (!member) {
            effects.add(new StatusEffect.Leave("the group went on without this node"));
            left("the group went on without this node");
            return;
        }
        epoch = new Epoch(++epochs, now.seconds(), self.nodeId(), self.pid());
        states.clear();
        var why = members.stream().map(Member::toString).collect(Collectors.joining(", ", "members ", ""));
        if (members.size() == 1) {
            synced(why, now);
            return;
        }
        if (!joined.isEmpty()) {
            sendAgain();
        }
        move(Phase.EXCHANGING, why);
        if (members.first().equals(self)) {
            effects.add(new StatusEffect.Send(new Frame.SyncStart(now.seconds(), epoch)));
        }
        effects.add(new StatusEffect.Arm(++timer, PATIENCE_NANOS));
    }

    /** Who is new has not seen what waits; so each sends its own once more, and all forget the rest. */
    private void sendAgain() {
        for (var telling : waiting.take()) {
            if (telling.sender().equals(self)) {
                effects.add(new StatusEffect.Send(telling.frame()));
            }
        }
    }

    private void delivered(Member sender, ByteBuffer message, Moment now) {
        if (phase == Phase.OUT || phase == Phase.JOINING || !members.contains(sender)) {
            return; // not, or not yet, from a member to a member
        }
        try {
            switch (FrameCodec.decode(message)) {
                case Frame.Normal normal -> told(sender, normal, now);
                case Frame.SyncStart(int _, var begun) -> syncStart(sender, begun, now);
                case Frame.State(int _, var of, var ring) -> state(sender, of, ring, now);
                case Frame.Meaningless _ -> {} // no such thing as an update in this group
                case Frame.Foreign(int protocol) -> foreign(sender, protocol);
            }
        } catch (MalformedException e) {
            report("message of " + sender + " passed over: " + e.getMessage());
        }
    }

    /** Version 0 is the lowest, so another one is newer. */
    private void foreign(Member sender, int protocol) {
        var why = sender + " speaks protocol version " + Integer.toUnsignedString(protocol) + ", this node "
                + Frame.PROTOCOL + "; update this node";
        effects.add(new StatusEffect.Leave(why));
        left(why);
    }

    private void syncStart(Member sender, Epoch begun, Moment now) {
        if (phase == Phase.EXCHANGING) {
            states.clear();
            effects.add(new StatusEffect.Arm(++timer, PATIENCE_NANOS));
        }
        if (!sender.equals(members.first())) {
            report("exchange begun by " + sender + ", not by the lowest node");
        }
        // One that lost patience answers, too: the others may still wait for it.
        epoch = begun;
        effects.add(new StatusEffect.Send(new Frame.State(now.seconds(), begun, log.ring())));
    }

    private void state(Member sender, Epoch of, ByteBuffer ring, Moment now) {
        if (!of.equals(epoch)) {
            return; // of another exchange
        }
        List<LogEntry> entries;
        try {
            entries = LogRing.decode(ring);
        } catch (MalformedLogException e) {
            report("log of " + sender + " passed over: " + e.getMessage());
            entries = List.of();
        }
        if (phase == Phase.SYNCED) {
            log.merge(List.of(entries)); // late
            return;
        }
        states.putIfAbsent(sender, entries);
        if (missing().isEmpty()) {
            synced("all have sent their logs", now);
        }
    }

    private List<Member> missing() {
        return members.stream().filter(member -> !states.containsKey(member)).toList();
    }

    private void synced(String why, Moment now) {
        log.merge(states.values());
        states.clear();
        move(Phase.SYNCED, why);
        values.of(self.nodeId()).forEach((key, value) -> send(new Telling.Value(key, value.bytes()), now));
        var address = addresses.get(self.nodeId());
        if (address != null) {
            send(new Telling.Value(ADDRESS, Strings.bytes(address)), now);
        }
        for (var telling : waiting.take()) {
            told(telling.sender(), telling.frame(), now);
        }
    }

    private void expired(long token, Moment now) {
        if (token == timer && phase == Phase.EXCHANGING) {
            report("no log for too long from " + missing() + "; goes on without");
            synced("goes on with the logs of " + states.keySet(), now);
        }
    }

    private void configured(Set<Integer> nodeIds) {
        if (!nodeIds.equals(configured)) {
            configured = Set.copyOf(nodeIds);
            values.retain(nodeIds);
            addresses.keySet().retainAll(nodeIds);
        }
        version++;
    }

    private void published(String key, byte[] value, Moment now) {
        if (!take(self.nodeId(), key, value, now)) {
            report("value " + key + " of this node is not kept: there are too many");
        }
        send(new Telling.Value(key, value), now);
    }

    private void written(StatusEvent.Written written, Moment now) {
        int time = log.timeOfNext(written.node(), ++uid, now.seconds());
        var entry = LogEntry.of(
                uid,
                time,
                written.priority(),
                written.node(),
                written.user(),
                written.tag(),
                written.pid(),
                written.message());
        log.add(entry);
        send(new Telling.Happened(entry), now);
    }

    private void send(Telling telling, Moment now) {
        if (phase == Phase.EXCHANGING || phase == Phase.SYNCED) {
            effects.add(new StatusEffect.Send(TellingCodec.encode(telling, now.seconds(), ++count)));
        }
    }

    private void told(Member sender, Frame.Normal frame, Moment now) {
        if (phase != Phase.SYNCED) {
            if (!waiting.add(sender, frame)) {
                report("message of " + sender + " passed over: too many wait for the logs of all");
            }
            return;
        }
        if (sender.equals(self)) {
            return; // taken in when it was sent
        }
        try {
            switch (TellingCodec.decode(frame)) {
                case Telling.Happened(var entry) -> log.add(entry);
                case Telling.Value(var key, var value) -> {
                    if (isKnown(sender.nodeId()) && !take(sender.nodeId(), key, value, now)) {
                        report("value " + key + " of " + sender + " passed over: it has too many");
                    }
                }
            }
        } catch (MalformedException e) {
            report("message of " + sender + " passed over: " + e.getMessage());
        }
    }

    private boolean isKnown(int nodeId) {
        return nodeId != self.nodeId() && (configured == null || configured.contains(nodeId));
    }

    /** False if there is no room for it. */
    private boolean take(int nodeId, String key, byte[] value, Moment now) {
        if (key.equals(ADDRESS)) {
            var address = Strings.of(value, MAX_ADDRESS_BYTES);
            if (address != null && !address.equals(addresses.put(nodeId, address))) {
                version++;
            }
            return address != null;
        }
        if (key.startsWith(MEASURED)) {
            var text = Strings.of(value, MAX_MEASURED_BYTES);
            if (text != null) {
                measurements.put(key.substring(MEASURED.length()), text, now.nanos());
            }
            return text != null;
        }
        return values.put(nodeId, key, value);
    }

    private void report(String text) {
        effects.add(new StatusEffect.Report(text));
    }

    private void move(Phase next, String why) {
        effects.add(new StatusEffect.Moved(phase, next, why));
        phase = next;
    }
}

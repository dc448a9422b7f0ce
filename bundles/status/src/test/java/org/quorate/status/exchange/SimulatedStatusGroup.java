package org.quorate.status.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.quorate.status.wire.Frame;
import org.quorate.status.wire.FrameCodec;

/** Exchanges in one group, or in the parts of a cut one: one order of messages in each part, simulated time. */
final class SimulatedStatusGroup {
    /** One node; {@code mute} ones send nothing. */
    static final class Node {
        final Member member;
        final Exchange exchange;
        final List<String> reports = new ArrayList<>();
        boolean mute;
        boolean left;
        private long token;
        private long deadlineNanos = Long.MAX_VALUE;

        Node(Member member) {
            this.member = member;
            exchange = new Exchange(member.nodeId());
        }

        List<String> log() {
            var texts = new ArrayList<String>();
            exchange.newestFirst().forEach(entry -> texts.add(entry.message()));
            return texts;
        }

        String value(int nodeId, String key) {
            var value = exchange.value(nodeId, key);
            return value == null ? "-" : new String(value, StandardCharsets.UTF_8);
        }
    }

    private record Sent(Member sender, Frame frame, Collection<Member> to) {}

    final Map<Integer, Node> nodes = new LinkedHashMap<>();
    final List<Frame> traffic = new ArrayList<>();
    private final ArrayDeque<Sent> inFlight = new ArrayDeque<>();
    private final Map<Member, Collection<Member>> partOf = new LinkedHashMap<>();
    private long nanos;

    Node node(int id) {
        return Objects.requireNonNull(nodes.get(id));
    }

    /** A node joins the group that has these members. */
    Node start(int id) {
        var node = new Node(new Member(id, 1000 + id));
        nodes.put(id, node);
        perform(node, node.exchange.on(new StatusEvent.Joining(node.member), now()));
        return node;
    }

    /** These are together from now on, and nobody else with them. */
    void together(int... ids) {
        deliverAll();
        var members = new TreeSet<Member>();
        Arrays.stream(ids).forEach(id -> members.add(node(id).member));
        for (var member : members) {
            var before = partOf.getOrDefault(member, List.of());
            var joined =
                    members.stream().filter(other -> !before.contains(other)).toList();
            partOf.put(member, members);
            on(node(member.nodeId()), new StatusEvent.MembershipChanged(List.copyOf(members), joined));
        }
    }

    void on(Node node, StatusEvent event) {
        perform(node, node.exchange.on(event, now()));
    }

    void write(int id, String message) {
        on(node(id), new StatusEvent.Written(6, "node" + id, "root@pam", "test", 1, message));
    }

    void publish(int id, String key, String value) {
        on(node(id), new StatusEvent.Published(key, value.getBytes(StandardCharsets.UTF_8)));
    }

    /** A message of a member, whatever it may be. */
    void inject(int id, byte[] message) {
        var sender = node(id).member;
        for (var member : part(sender)) {
            on(node(member.nodeId()), new StatusEvent.Delivered(sender, ByteBuffer.wrap(message)));
        }
    }

    void advance(long seconds) {
        deliverAll();
        nanos += seconds * 1_000_000_000L;
        for (var node : nodes.values()) {
            if (node.deadlineNanos <= nanos) {
                node.deadlineNanos = Long.MAX_VALUE;
                on(node, new StatusEvent.TimerExpired(node.token));
            }
        }
        deliverAll();
    }

    void deliverAll() {
        while (!inFlight.isEmpty()) {
            deliverOne();
        }
    }

    void deliverOne() {
        var sent = inFlight.remove();
        for (var member : sent.to()) {
            if (partOf.get(member) == sent.to()) {
                on(node(member.nodeId()), new StatusEvent.Delivered(sent.sender(), message(sent.frame())));
            }
        }
    }

    private Collection<Member> part(Member member) {
        return Objects.requireNonNull(partOf.get(member));
    }

    private Moment now() {
        return new Moment(nanos, 1_700_000_000 + (int) (nanos / 1_000_000_000L));
    }

    private void perform(Node node, List<StatusEffect> effects) {
        for (var effect : effects) {
            switch (effect) {
                case StatusEffect.Send(var frame) -> {
                    if (!node.mute) {
                        traffic.add(frame);
                        inFlight.add(new Sent(node.member, frame, part(node.member)));
                    }
                }
                case StatusEffect.Arm(long token, long delayNanos) -> {
                    node.token = token;
                    node.deadlineNanos = nanos + delayNanos;
                }
                case StatusEffect.Moved _ -> {}
                case StatusEffect.Leave _ -> node.left = true;
                case StatusEffect.Report(var text) -> node.reports.add(text);
            }
        }
    }

    private static ByteBuffer message(Frame frame) {
        var bytes = new ByteArrayOutputStream();
        for (var part : FrameCodec.encode(frame)) {
            var copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}

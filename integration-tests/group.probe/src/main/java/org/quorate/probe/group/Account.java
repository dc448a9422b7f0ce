package org.quorate.probe.group;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;

/** What a member has heard: a count and a digest of the messages, and each change of the membership as a line. */
final class Account implements GroupListener {
    private static final long NANOS_PER_MICRO = 1000;

    private final PrintStream out;
    private final CRC32 digest = new CRC32();
    private long count;
    private volatile @Nullable GroupMember self;
    private volatile long markedNanos;

    Account(PrintStream out) {
        this.out = out;
    }

    void is(GroupMember member) {
        self = member;
    }

    void marked() {
        markedNanos = System.nanoTime();
    }

    @Override
    public void delivered(GroupMember sender, ByteBuffer message) {
        if (message.hasRemaining() && message.get(message.position()) == 'M') {
            var name = StandardCharsets.UTF_8
                    .decode(message.slice(message.position() + 1, message.remaining() - 1))
                    .toString();
            out.println("mark " + name + " " + count + " " + "%08x".formatted(digest.getValue()));
            if (sender.equals(self)) {
                out.println("own " + name + " " + (System.nanoTime() - markedNanos) / NANOS_PER_MICRO);
            }
            digest.reset();
            count = 0;
            return;
        }
        digest.update(ByteBuffer.allocate(2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(sender.nodeId())
                .putInt(message.remaining())
                .flip());
        digest.update(message.duplicate());
        count++;
    }

    @Override
    public void membershipChanged(MembershipChange change) {
        out.println("change"
                + change.members().stream().map(member -> " " + member).collect(Collectors.joining())
                + " left" + text(change.left())
                + " joined" + text(change.joined()));
    }

    @Override
    public void expelled(String reason) {
        out.println("expelled " + reason);
    }

    private static String text(List<MembershipChange.Change> changes) {
        return changes.stream()
                .map(change -> " " + change.member() + ":" + change.reason().code())
                .collect(Collectors.joining());
    }
}

package org.quorate.probe.group;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.stream.Collectors;
import org.quorate.group.GroupException;
import org.quorate.group.ProcessGroup;
import org.quorate.group.ProcessGroups;
import org.quorate.ring.ClusterRing;

/** One connection, which is one process in one group. */
final class Conversation {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final SocketChannel channel;
    private final ProcessGroups groups;
    private final ClusterRing ring;
    private final PrintStream out;

    Conversation(SocketChannel channel, ProcessGroups groups, ClusterRing ring) {
        this.channel = channel;
        this.groups = groups;
        this.ring = ring;
        this.out = new PrintStream(Channels.newOutputStream(channel), true, UTF_8);
    }

    /** Until the other side hangs up, or leaves. */
    void run() {
        try (channel;
                var in = new BufferedReader(Channels.newReader(channel, UTF_8))) {
            var first = in.readLine();
            if ("status".equals(first)) {
                out.println(status());
            }
            if (first == null || !first.startsWith("join ")) {
                return;
            }
            var account = new Account(out);
            try (var group = groups.join(first.substring("join ".length()), account)) {
                account.is(group.self());
                out.println("self " + group.self());
                for (var line = in.readLine(); line != null && !line.equals("leave"); line = in.readLine()) {
                    obey(line.split(" "), group, account);
                }
            }
            out.println("left");
        } catch (IOException _) {
            // hung up
        } catch (GroupException | InterruptedException e) {
            out.println("failed " + e.getMessage());
        }
    }

    void close() throws IOException {
        channel.close();
    }

    private void obey(String[] words, ProcessGroup group, Account account) throws GroupException, InterruptedException {
        switch (words[0]) {
            case "send" -> send(group, Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "mark" -> {
                account.marked();
                group.send(DEADLINE, ByteBuffer.wrap(("M" + words[1]).getBytes(UTF_8)));
            }
            default -> out.println("failed unknown: " + words[0]);
        }
    }

    private void send(ProcessGroup group, int count, int size) throws GroupException, InterruptedException {
        var content = new byte[size];
        for (int i = 0; i < count; i++) {
            for (int at = 0; at < size; at++) {
                content[at] = (byte) (at * 31 + i);
            }
            if (size > 0) {
                content[0] = 'D';
            }
            group.send(DEADLINE, ByteBuffer.wrap(content));
        }
        out.println("sent " + count + " " + size);
    }

    private String status() {
        var now = ring.status();
        return "ring=" + now.ring() + " phase=" + now.phase() + " members="
                + now.members().stream().map(Integer::toUnsignedString).collect(Collectors.joining(","))
                + now.counters().entrySet().stream()
                        .map(counter -> " " + counter.getKey() + "=" + counter.getValue())
                        .collect(Collectors.joining());
    }
}

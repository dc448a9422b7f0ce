package org.quorate.integration.corosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Clients of all nodes of a cluster in one group, and whether they hear the same. */
final class Tour implements AutoCloseable {
    private static int marks;

    private final List<GroupClient> clients;

    Tour(List<GroupClient> clients) {
        this.clients = clients;
    }

    GroupClient of(Node node) {
        return clients.stream()
                .filter(client -> client.self().startsWith(node.id() + "/"))
                .findFirst()
                .orElseThrow();
    }

    List<GroupClient> all() {
        return clients;
    }

    void allSend(int count, int size) {
        clients.forEach(client -> client.tell("send " + count + " " + size));
    }

    /**
     * A mark of that client in the order of all, behind what was sent before by it. Answers what each has heard since
     * the mark before: how many messages, and their digest.
     */
    List<String> mark(GroupClient sender) {
        var name = "m" + nextMark();
        sender.tell("mark " + name);
        var heard = new ArrayList<String>();
        clients.forEach(client -> heard.add(client.await("mark " + name + " ")));
        return heard;
    }

    private static synchronized int nextMark() {
        return ++marks;
    }

    /** All have heard so many messages since the mark before, and the same in one order. */
    void assertSame(long messages) {
        assertThat(assertSame()).startsWith(messages + " ");
    }

    /** All have heard the same in one order since the mark before, however many. Answers what. */
    String assertSame() {
        var heard = markBehindAll();
        assertThat(heard).as("what %s have heard", clients).containsOnly(heard.getFirst());
        return heard.getFirst();
    }

    /** Each sends a mark, so that all it has sent before is before it; the parts between them are put together. */
    private List<String> markBehindAll() {
        var sums = new long[clients.size()];
        var digests = new ArrayList<StringBuilder>();
        clients.forEach(client -> digests.add(new StringBuilder()));
        for (var sender : clients) {
            var heard = mark(sender);
            for (int i = 0; i < heard.size(); i++) {
                var words = heard.get(i).split(" ");
                sums[i] += Long.parseLong(words[0]);
                digests.get(i).append(' ').append(words[1]);
            }
        }
        var all = new ArrayList<String>();
        for (int i = 0; i < sums.length; i++) {
            all.add(sums[i] + digests.get(i).toString());
        }
        return all;
    }

    @Override
    public void close() {
        clients.forEach(GroupClient::close);
    }
}

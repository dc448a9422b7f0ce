package org.quorate.integration.corosync;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process in a group, of a node of either kind. Both kinds say the same in the same words: {@code self}, {@code
 * change}, {@code mark}, {@code own}, {@code sent}, {@code left}.
 */
final class GroupClient implements AutoCloseable {
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(120);

    private final String name;
    private final OutputStream in;
    private final Closeable end;
    private final List<String> lines = new ArrayList<>();
    private boolean over;

    /**
     * Begins to listen to it.
     *
     * @param end what is to be closed so that it ends
     */
    GroupClient(String name, InputStream out, OutputStream in, Closeable end) {
        this.name = name;
        this.in = in;
        this.end = end;
        Thread.ofVirtual().name("client " + name).start(() -> listen(out));
    }

    private void listen(InputStream out) {
        try (var reader = new BufferedReader(new InputStreamReader(out, UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                said(line);
            }
        } catch (IOException e) {
            said("failed " + e.getMessage());
        } finally {
            over();
        }
    }

    private synchronized void said(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void over() {
        over = true;
        notifyAll();
    }

    void tell(String command) {
        try {
            in.write((command + "\n").getBytes(UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": " + command + ": " + lines(), e);
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** How much it has said so far. */
    synchronized int position() {
        return lines.size();
    }

    /** Waits for a line that begins so, behind a position. Answers what follows the beginning. */
    synchronized String await(int from, String beginning) {
        long deadline = System.nanoTime() + BOUND_NANOS;
        while (true) {
            var found = find(from, beginning);
            if (found.isPresent()) {
                return found.get();
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0 || over) {
                throw new AssertionError(name + (over ? " is over" : "") + "; waited for \"" + beginning
                        + "\" behind line " + from + " of " + lines);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    String await(String beginning) {
        return await(0, beginning);
    }

    synchronized Optional<String> find(int from, String beginning) {
        return lines.subList(from, lines.size()).stream()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()).strip())
                .findFirst();
    }

    /** NODE/PID. */
    String self() {
        return await("self ");
    }

    /** Waits until these are the members. */
    void awaitMembers(GroupClient... members) {
        var all = new ArrayList<String>();
        for (var member : members) {
            all.add(member.self());
        }
        all.sort((a, b) -> Integer.compare(node(a), node(b)));
        awaitLast("change " + String.join(" ", all) + " left");
    }

    private static int node(String member) {
        return Integer.parseInt(member.substring(0, member.indexOf('/')));
    }

    private synchronized void awaitLast(String beginning) {
        long deadline = System.nanoTime() + BOUND_NANOS;
        while (true) {
            var changes = changes(0);
            if (!changes.isEmpty() && changes.getLast().startsWith(beginning)) {
                return;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0 || over) {
                throw new AssertionError(
                        name + (over ? " is over" : "") + "; waited for \"" + beginning + "\"; it said " + lines);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    /** The changes of the membership behind a position. */
    synchronized List<String> changes(int from) {
        return lines.subList(from, lines.size()).stream()
                .filter(line -> line.startsWith("change "))
                .toList();
    }

    @Override
    public void close() {
        try {
            end.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

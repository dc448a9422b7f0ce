package org.quorate.totem.service;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.quorate.totem.frame.RingId;

/**
 * The synchronisation of services after a regular configuration. Each node names its services; then for each of them,
 * in the order of their numbers, each node sends its state and a barrier. The barriers of all members end the turn.
 *
 * <pre>
 * build   | 0 id = 1, 16 | 16 ring, 12, 4 unused | 32 count i32, 4 unused | 40 128 times: service i32 |
 * barrier | 0 id = 0, 16 | 16 ring, 12, 4 unused |
 * </pre>
 */
final class Synchronisation {
    private static final int BARRIER = 0;
    private static final int BUILD = 1;
    private static final int BARRIER_BYTES = 32;
    private static final int MAX_SERVICES = 128;
    private static final int BUILD_BYTES = 40 + MAX_SERVICES * Integer.BYTES;

    private final Consumer<byte[]> send;
    private final IntFunction<@Nullable Service> services;
    private final Consumer<Service> process;
    private final Set<Integer> heard = new HashSet<>();
    private final SortedSet<Integer> work = new TreeSet<>();
    private RingId ring = RingId.NONE;
    private Set<Integer> members = Set.of();
    private List<Integer> turns = List.of();
    private int turn;
    private State state = State.IDLE;

    private enum State {
        IDLE,
        BUILDING,
        PROCESSING
    }

    /** What a delivered message has led to. */
    enum Progress {
        GOES_ON,
        FINISHED
    }

    /**
     * Idle until it begins.
     *
     * @param send puts a message into the order
     * @param services by number; null for one that this node does not have
     * @param process lets a service send its state
     */
    Synchronisation(Consumer<byte[]> send, IntFunction<@Nullable Service> services, Consumer<Service> process) {
        this.send = send;
        this.services = services;
        this.process = process;
    }

    boolean isIdle() {
        return state == State.IDLE;
    }

    void begin(RingId newRing, List<Integer> newMembers, List<Integer> own) {
        ring = newRing;
        members = Set.copyOf(newMembers);
        heard.clear();
        work.clear();
        state = State.BUILDING;
        var build = header(BUILD, BUILD_BYTES).putInt(own.size()).putInt(0);
        own.forEach(build::putInt);
        send.accept(build.array());
    }

    void abort() {
        if (state == State.PROCESSING && turn < turns.size()) {
            var service = services.apply(turns.get(turn));
            if (service != null) {
                service.syncAbort();
            }
        }
        state = State.IDLE;
        ring = RingId.NONE;
    }

    /** Takes a message of the group {@code "sync"}. */
    Progress delivered(int sender, ByteBuffer message) {
        if (message.remaining() < BARRIER_BYTES
                || state == State.IDLE
                || !members.contains(sender)
                || message.getInt(16) != ring.representative()
                || message.getLong(20) != ring.sequence()) {
            return Progress.GOES_ON; // of a ring that is over
        }
        switch (message.getInt(0)) {
            case BUILD -> built(sender, message);
            case BARRIER -> passed(sender);
            default -> {} // of a later version
        }
        return state == State.PROCESSING && turn == turns.size() ? finish() : Progress.GOES_ON;
    }

    private void built(int sender, ByteBuffer message) {
        if (state != State.BUILDING || message.remaining() < BUILD_BYTES) {
            return;
        }
        int count = message.getInt(32);
        for (int i = 0; i < Math.min(count, MAX_SERVICES); i++) {
            work.add(message.getInt(40 + Integer.BYTES * i));
        }
        heard.add(sender);
        if (heard.size() == members.size()) {
            turns = new ArrayList<>(work);
            turn = 0;
            state = State.PROCESSING;
            process();
        }
    }

    private void passed(int sender) {
        if (state != State.PROCESSING) {
            return;
        }
        heard.add(sender);
        if (heard.size() == members.size()) {
            var service = services.apply(turns.get(turn));
            if (service != null) {
                service.syncActivate();
            }
            turn++;
            process();
        }
    }

    private void process() {
        heard.clear();
        if (turn < turns.size()) {
            var service = services.apply(turns.get(turn));
            if (service != null) {
                process.accept(service);
            }
            send.accept(header(BARRIER, BARRIER_BYTES).array());
        }
    }

    private Progress finish() {
        state = State.IDLE;
        return Progress.FINISHED;
    }

    private ByteBuffer header(int id, int bytes) {
        return Message.beginSync(bytes)
                .putInt(id)
                .putInt(0)
                .putInt(bytes)
                .putInt(0)
                .putInt(ring.representative())
                .putLong(ring.sequence())
                .putInt(0);
    }
}

package org.quorate.totem.cpg;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.quorate.totem.cpg.CpgCodec.Membership;
import org.quorate.totem.cpg.CpgListener.Change;
import org.quorate.totem.frame.RingId;
import org.quorate.totem.service.Service;

/**
 * The table of processes in groups, and the delivery to those on this node.
 *
 * <p>A process is in its group when its join comes back in the order, not when it asks. In the synchronisation each
 * node lists its own processes; those of nodes that are gone, or that nobody lists, go.
 */
public final class Cpg implements Service {
    /** Content of a message that is sent in one piece; corosync's limit for one request. */
    public static final int MAX_PIECE_BYTES = (1 << 20) - 1024;

    /** No node has so many processes in groups; who says more of himself is not believed. */
    public static final int MAX_PROCESSES = 4096;

    /** A larger message is not put together. */
    public static final int MAX_MESSAGE_BYTES = 64 << 20;

    private final int self;
    private final Consumer<ByteBuffer> send;
    private final SortedMap<String, SortedSet<CpgProcess>> table = new TreeMap<>();
    private final Map<Membership, CpgListener> local = new LinkedHashMap<>();
    private final Map<String, List<Membership>> localByGroup = new HashMap<>();
    private final Map<Integer, Integer> processesOfNodes = new HashMap<>();
    private final UnfinishedMessages unfinished = new UnfinishedMessages();
    private final Map<Integer, List<Membership>> listed = new HashMap<>();
    private List<Integer> members = List.of();
    private SortedSet<Integer> gone = new TreeSet<>();
    private Set<Membership> joining = Set.of();

    /** For a node that sends by way of its executive. */
    public Cpg(int self, Consumer<ByteBuffer> send) {
        this.self = self;
        this.send = send;
    }

    // ---- what local processes ask for

    /** Asks for membership. */
    public void join(String group, int pid, CpgListener listener) {
        var process = new Membership(group, pid);
        if (local.putIfAbsent(process, listener) != null) {
            throw new IllegalArgumentException("process " + pid + " is in group " + group + " already");
        }
        localByGroup.computeIfAbsent(group, _ -> new ArrayList<>()).add(process);
        send.accept(CpgCodec.joinOrLeave(CpgCodec.JOIN, group, pid, CpgReason.JOIN));
    }

    /** Leaves; the listener hears no more. */
    public void leave(String group, int pid) {
        var process = new Membership(group, pid);
        if (local.remove(process) != null) {
            var others = localByGroup.get(group);
            if (others != null) {
                others.remove(process);
            }
            send.accept(CpgCodec.joinOrLeave(CpgCodec.LEAVE, group, pid, CpgReason.LEAVE));
        }
    }

    /** The encoded messages that carry this content; they are sent in this order. */
    public static List<ByteBuffer> encode(int self, String group, int pid, ByteBuffer... parts) {
        int length = 0;
        for (var part : parts) {
            length += part.remaining();
        }
        if (length <= MAX_PIECE_BYTES) {
            var message = CpgCodec.message(group, self, pid, length);
            for (var part : parts) {
                message.put(part.duplicate());
            }
            return List.of(message);
        }
        return encodeInPieces(self, group, pid, length, parts);
    }

    private static List<ByteBuffer> encodeInPieces(int self, String group, int pid, int length, ByteBuffer... parts) {
        var content = new ArrayDeque<ByteBuffer>();
        for (var part : parts) {
            content.add(part.duplicate());
        }
        var messages = new ArrayList<ByteBuffer>();
        for (int done = 0; done < length; ) {
            int size = Math.min(length - done, MAX_PIECE_BYTES);
            int type = done == 0
                    ? CpgCodec.FIRST_PART
                    : size == length - done ? CpgCodec.LAST_PART : CpgCodec.FURTHER_PART;
            var message = CpgCodec.part(group, self, pid, type, length, size);
            fill(message, content);
            messages.add(message);
            done += size;
        }
        return messages;
    }

    private static void fill(ByteBuffer message, Queue<ByteBuffer> content) {
        while (message.hasRemaining()) {
            var next = content.element();
            int size = Math.min(message.remaining(), next.remaining());
            message.put(next.slice(next.position(), size));
            next.position(next.position() + size);
            if (!next.hasRemaining()) {
                content.remove();
            }
        }
    }

    /** All groups and who is in them, for those who look. */
    public Map<String, List<CpgProcess>> groups() {
        var groups = new TreeMap<String, List<CpgProcess>>();
        table.forEach((name, processes) -> groups.put(name, List.copyOf(processes)));
        return groups;
    }

    // ---- the order

    @Override
    public int id() {
        return CpgCodec.SERVICE;
    }

    @Override
    public void delivered(int function, int sender, ByteBuffer message) {
        switch (function) {
            case CpgCodec.JOIN ->
                CpgCodec.membership(message)
                        .ifPresent(process -> add(process.group(), sender, process.pid(), CpgReason.JOIN));
            case CpgCodec.LEAVE ->
                CpgCodec.membership(message)
                        .ifPresent(process -> remove(process.group(), sender, process.pid(), CpgCodec.reason(message)));
            case CpgCodec.JOIN_LIST -> listed.put(sender, CpgCodec.joinList(message));
            case CpgCodec.MESSAGE ->
                CpgCodec.message(message)
                        .ifPresent(
                                whole -> deliver(whole.group(), new CpgProcess(sender, whole.pid()), whole.content()));
            case CpgCodec.PART -> CpgCodec.part(message).ifPresent(part -> assemble(sender, part));
            default -> {} // down lists say what is known from the ring
        }
    }

    private void assemble(int sender, CpgCodec.Part part) {
        var process = new CpgProcess(sender, part.pid());
        boolean first = part.type() == CpgCodec.FIRST_PART;
        if (first && (part.totalBytes() < 0 || part.totalBytes() > MAX_MESSAGE_BYTES || !has(part.group(), process))) {
            unfinished.forget(part.group(), process);
            return;
        }
        if (first) {
            unfinished.begin(part.group(), process, part.totalBytes());
        }
        unfinished
                .add(part.group(), process, part.content(), part.type() == CpgCodec.LAST_PART)
                .ifPresent(whole -> deliver(part.group(), process, whole));
    }

    private void deliver(String group, CpgProcess sender, ByteBuffer content) {
        var locals = localByGroup.get(group);
        if (locals == null || locals.isEmpty() || !hasSender(group, sender.node())) {
            return;
        }
        for (var process : List.copyOf(locals)) {
            if (isIn(process)) {
                listener(process).delivered(sender, content);
            }
        }
    }

    private boolean hasSender(String group, int node) {
        var processes = table.get(group);
        if (processes == null) {
            return false;
        }
        for (var process : processes) {
            if (process.node() == node) {
                return true;
            }
        }
        return false;
    }

    private boolean isIn(Membership process) {
        return has(process.group(), new CpgProcess(self, process.pid()));
    }

    private boolean has(String group, CpgProcess process) {
        var processes = table.get(group);
        return processes != null && processes.contains(process);
    }

    private CpgListener listener(Membership process) {
        return Objects.requireNonNull(local.get(process), "a local process has a listener");
    }

    private void add(String group, int node, int pid, CpgReason reason) {
        var process = new CpgProcess(node, pid);
        if (processesOfNodes.getOrDefault(node, 0) < MAX_PROCESSES
                && table.computeIfAbsent(group, _ -> new TreeSet<>()).add(process)) {
            processesOfNodes.merge(node, 1, Integer::sum);
            tell(group, List.of(), List.of(new Change(process, reason)));
        }
    }

    private void remove(String group, int node, int pid, CpgReason reason) {
        var process = new CpgProcess(node, pid);
        removeAll(group, Set.of(process), reason);
    }

    private void removeAll(String group, Set<CpgProcess> leaving, CpgReason reason) {
        var processes = table.get(group);
        if (processes == null) {
            return;
        }
        var left = new ArrayList<Change>();
        for (var process : leaving) {
            if (processes.remove(process)) {
                left.add(new Change(process, reason));
                unfinished.forget(group, process);
                processesOfNodes.computeIfPresent(process.node(), (_, count) -> count == 1 ? null : count - 1);
            }
        }
        if (!left.isEmpty()) {
            tell(group, left, List.of());
        }
        if (processes.isEmpty()) {
            table.remove(group);
        }
    }

    private void tell(String group, List<Change> left, List<Change> joined) {
        var locals = localByGroup.get(group);
        if (locals == null) {
            return;
        }
        var now = List.copyOf(table.getOrDefault(group, new TreeSet<>()));
        for (var process : List.copyOf(locals)) {
            if (isIn(process)) {
                listener(process).changed(now, left, joined);
            }
        }
    }

    // ---- synchronisation

    @Override
    public void syncBegin(RingId ring, List<Integer> transitional, List<Integer> newMembers) {
        var missing = new TreeSet<>(members);
        transitional.forEach(missing::remove);
        missing.addAll(gone); // of a synchronisation that was broken off
        missing.remove(self);
        gone = missing;
        members = newMembers;
        listed.clear();
    }

    @Override
    public void syncProcess() {
        send.accept(CpgCodec.downList(members.size(), List.copyOf(gone)));
        var own = local.keySet().stream().filter(this::isIn).toList();
        if (!own.isEmpty()) {
            send.accept(CpgCodec.joinList(own));
        }
    }

    @Override
    public void syncActivate() {
        for (var group : List.copyOf(table.keySet())) {
            removeAll(group, processesOf(group, gone), CpgReason.NODE_DOWN);
        }
        gone = new TreeSet<>();
        for (int node : members) {
            for (var process : listed.getOrDefault(node, List.of())) {
                add(process.group(), node, process.pid(), CpgReason.NODE_UP);
            }
        }
        for (var group : List.copyOf(table.keySet())) {
            var unlisted = new TreeSet<CpgProcess>();
            for (var process : processesOf(group, Set.copyOf(members))) {
                var membership = new Membership(group, process.pid());
                boolean isThere = process.node() == self
                        ? local.containsKey(membership)
                        : listed.getOrDefault(process.node(), List.of()).contains(membership);
                if (!isThere) {
                    unlisted.add(process);
                }
            }
            removeAll(group, unlisted, CpgReason.PROCESS_DOWN);
        }
        listed.clear();
        joinAgain();
    }

    /** Who has been waiting since before the last ring: its join is lost. */
    private void joinAgain() {
        var waiting = new HashSet<Membership>();
        for (var process : local.keySet()) {
            if (!isIn(process)) {
                waiting.add(process);
                if (joining.contains(process)) {
                    send.accept(CpgCodec.joinOrLeave(CpgCodec.JOIN, process.group(), process.pid(), CpgReason.JOIN));
                }
            }
        }
        joining = waiting;
    }

    private SortedSet<CpgProcess> processesOf(String group, Set<Integer> nodes) {
        var found = new TreeSet<CpgProcess>();
        for (var process : table.getOrDefault(group, new TreeSet<>())) {
            if (nodes.contains(process.node())) {
                found.add(process);
            }
        }
        return found;
    }
}

package org.quorate.totem.cpg;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quorate.totem.service.Message;

/**
 * The messages of process groups.
 *
 * <pre>
 * name             | length u32, 4 unused | 128 characters |                                               136 bytes
 * join, leave      | 16 name | 152 pid u32, 4 unused | 160 reason u32, 4 unused |
 * join list        | 8 header of an answer, then from 24 for each process: pid u32, 4 unused; name |
 * message          | 16 name | 152 length u32 | 160 pid u32 | 168 source: node u32, 12 | 184 content |
 * down list        | 16 old members u32 | 24 left u32 | 32 384 times: node u32 |
 * part of message  | 16 name | 152 length u32 | 160 length of the part u32 | 168 pid u32
 *                  | 176 type u32: 1 first, 2 further, 3 last | 184 source, 16 | 200 content |
 * </pre>
 */
final class CpgCodec {
    static final int SERVICE = 2;
    static final int JOIN = 0;
    static final int LEAVE = 1;
    static final int JOIN_LIST = 2;
    static final int MESSAGE = 3;
    static final int DOWN_LIST = 5;
    static final int PART = 6;

    static final int FIRST_PART = 1;
    static final int FURTHER_PART = 2;
    static final int LAST_PART = 3;

    private static final int NAME_CHARACTERS = 128;
    private static final int NAME_BYTES = 8 + NAME_CHARACTERS;
    private static final int JOIN_BYTES = 168;
    private static final int MESSAGE_BYTES = 184;
    private static final int PART_BYTES = 200;
    private static final int LIST_HEADER_BYTES = 24;
    private static final int LIST_ENTRY_BYTES = 8 + NAME_BYTES;
    private static final int DOWN_LIST_BYTES = 1568;

    private CpgCodec() {}

    /** A process and its group. */
    record Membership(String group, int pid) {}

    /** A part of a large message. */
    record Part(String group, int pid, int type, int totalBytes, ByteBuffer content) {}

    static ByteBuffer joinOrLeave(int function, String group, int pid, CpgReason reason) {
        var message = Message.begin(SERVICE, function, JOIN_BYTES - Message.HEADER_BYTES);
        putName(message, group);
        return message.putInt(pid).putInt(0).putInt(reason.code()).putInt(0);
    }

    static Optional<Membership> membership(ByteBuffer message) {
        return message.remaining() < JOIN_BYTES
                ? Optional.empty()
                : name(message, 16).map(group -> new Membership(group, message.getInt(152)));
    }

    static CpgReason reason(ByteBuffer message) {
        return CpgReason.of(message.getInt(160));
    }

    static ByteBuffer joinList(List<Membership> processes) {
        int bytes = LIST_HEADER_BYTES + LIST_ENTRY_BYTES * processes.size();
        var message = Message.begin(SERVICE, JOIN_LIST, bytes - Message.HEADER_BYTES);
        message.putLong(0);
        for (var process : processes) {
            message.putInt(process.pid()).putInt(0);
            putName(message, process.group());
        }
        return message;
    }

    static List<Membership> joinList(ByteBuffer message) {
        var processes = new ArrayList<Membership>();
        for (int at = LIST_HEADER_BYTES; at + LIST_ENTRY_BYTES <= message.remaining(); at += LIST_ENTRY_BYTES) {
            int pid = message.getInt(at);
            name(message, at + 8).ifPresent(group -> processes.add(new Membership(group, pid)));
        }
        return processes;
    }

    static ByteBuffer message(String group, int node, int pid, int length) {
        var message = Message.begin(SERVICE, MESSAGE, MESSAGE_BYTES - Message.HEADER_BYTES + length);
        putName(message, group);
        return message.putInt(length)
                .putInt(0)
                .putInt(pid)
                .putInt(0)
                .putInt(node)
                .putInt(0)
                .putLong(0);
    }

    static Optional<Part> message(ByteBuffer message) {
        if (message.remaining() < MESSAGE_BYTES) {
            return Optional.empty();
        }
        int length = message.getInt(152);
        if (length < 0 || length > message.remaining() - MESSAGE_BYTES) {
            return Optional.empty();
        }
        return name(message, 16)
                .map(group -> new Part(group, message.getInt(160), 0, length, content(message, MESSAGE_BYTES, length)));
    }

    static ByteBuffer part(String group, int node, int pid, int type, int totalBytes, int length) {
        var message = Message.begin(SERVICE, PART, PART_BYTES - Message.HEADER_BYTES + length);
        putName(message, group);
        return message.putInt(totalBytes)
                .putInt(0)
                .putInt(length)
                .putInt(0)
                .putInt(pid)
                .putInt(0)
                .putInt(type)
                .putInt(0)
                .putInt(node)
                .putInt(0)
                .putLong(0);
    }

    static Optional<Part> part(ByteBuffer message) {
        if (message.remaining() < PART_BYTES) {
            return Optional.empty();
        }
        int length = message.getInt(160);
        if (length < 0 || length > message.remaining() - PART_BYTES) {
            return Optional.empty();
        }
        return name(message, 16)
                .map(group -> new Part(
                        group,
                        message.getInt(168),
                        message.getInt(176),
                        message.getInt(152),
                        content(message, PART_BYTES, length)));
    }

    static ByteBuffer downList(int oldMembers, List<Integer> left) {
        var message = Message.begin(SERVICE, DOWN_LIST, DOWN_LIST_BYTES - Message.HEADER_BYTES);
        message.putInt(oldMembers).putInt(0).putInt(left.size()).putInt(0);
        left.forEach(message::putInt);
        return message;
    }

    private static void putName(ByteBuffer out, String group) {
        var name = new byte[NAME_CHARACTERS];
        var bytes = group.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, name, 0, bytes.length);
        out.putInt(bytes.length).putInt(0).put(name);
    }

    private static Optional<String> name(ByteBuffer in, int at) {
        int length = in.getInt(at);
        if (length < 1 || length > NAME_CHARACTERS) {
            return Optional.empty();
        }
        var bytes = new byte[length];
        in.get(at + 8, bytes);
        return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static ByteBuffer content(ByteBuffer message, int at, int length) {
        return message.slice(at, length).order(message.order());
    }
}

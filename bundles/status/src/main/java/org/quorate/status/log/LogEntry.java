package org.quorate.status.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One entry of the cluster log, as its bytes. Little endian; all lengths count the final NUL of their string.
 * <pre>
 * |  0: offset of the entry before u32 |  4: offset behind this one u32 |  both 0 outside of a ring
 * |  8: uid u32 | 12: time u32 | 16: FNV-1a of the node u64 | 24: FNV-1a of the user u64
 * | 32: pid u32 | 36: priority u8, lengths of node, user, tag u8 | 40: length of the message u32
 * | 44: node, user, tag, message | 4 bytes that mean nothing
 * </pre>
 * The last four are there because pmxcfs counts its header as 48 bytes, and begins the strings at 44.
 */
public final class LogEntry {
    /** Largest entry, in bytes. */
    static final int MAX_BYTES = 4096;

    /** What an entry has beside its strings. */
    static final int FIXED_BYTES = 48;

    private static final int UID = 8;
    private static final int TIME = 12;
    private static final int NODE_DIGEST = 16;
    private static final int USER_DIGEST = 24;
    private static final int PID = 32;
    private static final int PRIORITY = 36;
    private static final int MESSAGE_LENGTH = 40;
    private static final int STRINGS = 44;
    private static final int MAX_STRING_BYTES = 254;
    private static final int MAX_PRIORITY = 7;

    private final ByteBuffer bytes;

    private LogEntry(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A new entry. Strings that are too long are cut. */
    public static LogEntry of(
            int uid, int timeSeconds, int priority, String node, String user, String tag, int pid, String message) {
        var nodeBytes = string(node);
        var userBytes = string(user);
        var tagBytes = string(tag);
        int used = FIXED_BYTES + nodeBytes.length + userBytes.length + tagBytes.length;
        var text = terminated(LogText.stored(message, MAX_BYTES - used - 1).getBytes(StandardCharsets.US_ASCII));
        var entry = new LogEntry(new byte[used + text.length]);
        entry.bytes
                .position(UID)
                .putInt(uid)
                .putInt(timeSeconds)
                .putLong(Fnv.of(nodeBytes))
                .putLong(Fnv.of(userBytes))
                .putInt(pid)
                .put((byte) Math.clamp(priority, 0, MAX_PRIORITY))
                .put((byte) nodeBytes.length)
                .put((byte) userBytes.length)
                .put((byte) tagBytes.length)
                .putInt(text.length)
                .put(nodeBytes)
                .put(userBytes)
                .put(tagBytes)
                .put(text)
                .clear();
        return entry;
    }

    /** The entry that a message is, to its last byte. Nothing of the message's memory is kept. */
    public static LogEntry decode(ByteBuffer in) throws MalformedLogException {
        var whole = in.slice().order(ByteOrder.LITTLE_ENDIAN);
        int size = sizeAt(whole, 0);
        if (size != whole.limit()) {
            throw new MalformedLogException("log entry of " + size + " bytes in " + whole.limit());
        }
        return at(whole, 0);
    }

    /** The entry at a place of a ring. */
    static LogEntry at(ByteBuffer ring, int offset) throws MalformedLogException {
        var copy = new byte[sizeAt(ring, offset)];
        ring.get(offset, copy);
        var entry = new LogEntry(copy);
        int end = STRINGS;
        for (int length : entry.lengths()) {
            end += length;
            if (length == 0 || copy[end - 1] != 0) {
                throw new MalformedLogException("log entry with a string without its NUL at " + end);
            }
        }
        entry.bytes.putLong(0, 0); // the links of the ring
        return entry;
    }

    private static int sizeAt(ByteBuffer in, int offset) throws MalformedLogException {
        if (in.limit() - offset < FIXED_BYTES) {
            throw new MalformedLogException("log entry at " + offset + " of " + in.limit() + " bytes");
        }
        long size = FIXED_BYTES + Integer.toUnsignedLong(in.getInt(offset + MESSAGE_LENGTH));
        for (int i = 1; i <= 3; i++) {
            size += Byte.toUnsignedInt(in.get(offset + PRIORITY + i));
        }
        if (size > MAX_BYTES || size > in.limit() - offset) {
            throw new MalformedLogException("log entry of " + size + " bytes at " + offset);
        }
        return (int) size;
    }

    private int[] lengths() {
        return new int[] {
            Byte.toUnsignedInt(bytes.get(PRIORITY + 1)),
            Byte.toUnsignedInt(bytes.get(PRIORITY + 2)),
            Byte.toUnsignedInt(bytes.get(PRIORITY + 3)),
            bytes.getInt(MESSAGE_LENGTH)
        };
    }

    private static byte[] string(String text) {
        var encoded = text.replace("\0", "").getBytes(StandardCharsets.UTF_8);
        int length = Math.min(encoded.length, MAX_STRING_BYTES);
        while (length < encoded.length && length > 0 && (encoded[length] & 0xC0) == 0x80) {
            length--; // not in the middle of a character
        }
        return terminated(Arrays.copyOf(encoded, length));
    }

    private static byte[] terminated(byte[] text) {
        return Arrays.copyOf(text, text.length + 1);
    }

    /** Hash of the name of a node or a user, as entries have it. */
    public static long digest(String name) {
        return Fnv.of(string(name));
    }

    /** As it is sent. */
    public ByteBuffer bytes() {
        return bytes.asReadOnlyBuffer();
    }

    int size() {
        return bytes.capacity();
    }

    /** Counts the entries of a process, unsigned. */
    public int uid() {
        return bytes.getInt(UID);
    }

    /** Seconds by the clock of its node, unsigned. */
    public int timeSeconds() {
        return bytes.getInt(TIME);
    }

    /** Hash of the node's name. */
    public long nodeDigest() {
        return bytes.getLong(NODE_DIGEST);
    }

    /** Hash of the user's name. */
    public long userDigest() {
        return bytes.getLong(USER_DIGEST);
    }

    /** Process that wrote it, unsigned. */
    public int pid() {
        return bytes.getInt(PID);
    }

    /** As in syslog. */
    public int priority() {
        return Byte.toUnsignedInt(bytes.get(PRIORITY));
    }

    /** Name of the node. */
    public String node() {
        return string(0);
    }

    /** Who caused it. */
    public String user() {
        return string(1);
    }

    /** The program. */
    public String tag() {
        return string(2);
    }

    /** What was written. */
    public String message() {
        return LogText.shown(string(3));
    }

    private String string(int which) {
        var lengths = lengths();
        int from = STRINGS;
        for (int i = 0; i < which; i++) {
            from += lengths[i];
        }
        int to = from;
        while (bytes.get(to) != 0) {
            to++;
        }
        return new String(bytes.array(), from, to - from, StandardCharsets.UTF_8);
    }
}

package org.quorate.clusterfs.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.MalformedException;
import org.quorate.clusterfs.tree.Names;

/**
 * An entry in an update.
 * <pre>
 * | parent u64 | inode u64 | version u64 | writer u32 | mtime u32 | size u32 | name length u32, NUL included | type u8 |
 * | name, NUL | content |
 * </pre>
 */
final class EntryCodec {
    private static final int FIXED_BYTES = 41;

    private EntryCodec() {}

    static ByteBuffer encode(Entry entry) {
        var name = Names.encode(entry.name());
        return ByteBuffer.allocate(FIXED_BYTES + name.length + 1 + entry.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(entry.parent())
                .putLong(entry.inode())
                .putLong(entry.version())
                .putInt(entry.writer())
                .putInt(entry.mtimeSeconds())
                .putInt(entry.size())
                .putInt(name.length + 1)
                .put((byte) entry.kind().code())
                .put(name)
                .put((byte) 0)
                .put(entry.content())
                .flip();
    }

    static Entry decode(ByteBuffer in) throws MalformedException {
        if (in.remaining() < FIXED_BYTES) {
            throw new MalformedException("update of " + in.remaining() + " bytes");
        }
        long parent = in.getLong();
        long inode = in.getLong();
        long version = in.getLong();
        int writer = in.getInt();
        int mtime = in.getInt();
        long size = Integer.toUnsignedLong(in.getInt());
        long nameLength = Integer.toUnsignedLong(in.getInt());
        int type = Byte.toUnsignedInt(in.get());
        if (nameLength < 1 || nameLength + size != in.remaining()) {
            throw new MalformedException(
                    "update with a name of " + nameLength + " and content of " + size + " bytes in " + in.remaining());
        }
        var kind = kind(type);
        var name = Strings.read(in, (int) nameLength);
        if (kind == Entry.Kind.DIRECTORY && size > 0) {
            throw new MalformedException("update of a directory with content");
        }
        var content = new byte[(int) size];
        in.get(content);
        return Entry.row(inode, parent, version, writer, mtime, kind, name, content);
    }

    private static Entry.Kind kind(int type) throws MalformedException {
        for (var kind : Entry.Kind.values()) {
            if (kind.code() == type) {
                return kind;
            }
        }
        throw new MalformedException("update of an entry of type " + type);
    }
}

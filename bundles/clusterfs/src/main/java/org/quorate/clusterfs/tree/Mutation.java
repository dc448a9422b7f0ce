package org.quorate.clusterfs.tree;

import static org.quorate.clusterfs.tree.Errno.EACCES;
import static org.quorate.clusterfs.tree.Errno.EEXIST;
import static org.quorate.clusterfs.tree.Errno.EFBIG;
import static org.quorate.clusterfs.tree.Errno.EINVAL;
import static org.quorate.clusterfs.tree.Errno.ENOENT;
import static org.quorate.clusterfs.tree.Errno.ENOTDIR;
import static org.quorate.clusterfs.tree.Errno.ENOTEMPTY;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * The rules of all operations. They are part of the protocol: whether a change is made must depend on the tree, the
 * change, its sender and its time alone, and must be what pmxcfs decides. Limits on the whole tree are therefore none
 * of its business; the sender keeps them.
 */
final class Mutation {
    private final Tree tree;
    private final long version;
    private final int writer;
    private final int time;

    Mutation(Tree tree, int writer, int timeSeconds) {
        this.tree = tree;
        this.version = tree.version() + 1;
        this.writer = writer;
        this.time = timeSeconds;
    }

    Applied apply(Change change) {
        return switch (change) {
            case Change.Create(var path) -> create(path, Entry.Kind.FILE);
            case Change.Mkdir(var path) -> create(path, Entry.Kind.DIRECTORY);
            case Change.Write write -> write(write);
            case Change.Truncate(var path, int length) -> truncate(path, length);
            case Change.Delete(var path) -> delete(path);
            case Change.Rename(var from, var to) -> rename(from, to);
            case Change.SetTime(var path, int seconds) -> setTime(path, seconds);
            case Change.Unlock(var checksum, var path) -> unlock(checksum, path);
        };
    }

    private Applied create(String path, Entry.Kind kind) {
        var target = Target.of(path);
        if (!target.isName()) {
            return refused(EACCES);
        }
        var parent = tree.find(target.directory());
        if (parent == null) {
            return refused(ENOENT);
        }
        if (!parent.isDirectory()) {
            return refused(ENOTDIR);
        }
        if (tree.child(parent.inode(), target.name()) != null) {
            return refused(EEXIST);
        }
        var entry = Entry.born(parent, target.name(), kind, version, writer, time);
        var guest = kind == Entry.Kind.FILE ? GuestConfig.of(entry.path()) : null;
        if (guest != null && tree.guests().isElsewhere(guest)) {
            return refused(EEXIST);
        }
        return done(tree.with(entry).with(tree.guests().with(guest)), List.of(entry), List.of());
    }

    private Applied write(Change.Write write) {
        long end = Integer.toUnsignedLong(write.offset()) + write.data().length;
        if (end > Tree.MAX_FILE_BYTES) {
            return refused(EFBIG);
        }
        var file = tree.find(write.path());
        if (file == null) {
            return refused(ENOENT);
        }
        if (file.isDirectory()) {
            return refused(ENOTDIR);
        }
        byte[] content;
        if (write.offset() == 0 && end >= file.size()) {
            content = write.data();
        } else {
            content = Arrays.copyOf(file.content(), Math.max(file.size(), (int) end));
            System.arraycopy(write.data(), 0, content, write.offset(), write.data().length);
        }
        return written(file, content);
    }

    private Applied truncate(String path, int length) {
        if (Integer.compareUnsigned(length, Tree.MAX_FILE_BYTES) > 0) {
            return refused(EFBIG);
        }
        var file = tree.find(path);
        if (file == null) {
            return refused(ENOENT);
        }
        return file.isDirectory() ? refused(ENOTDIR) : written(file, Arrays.copyOf(file.content(), length));
    }

    private Applied written(Entry file, byte[] content) {
        var guest = GuestConfig.of(file.path());
        if (guest != null && tree.guests().isElsewhere(guest)) {
            return refused(EEXIST);
        }
        var entry = file.changed(content, version, writer, time);
        return done(tree.with(entry).with(tree.guests().with(guest)), List.of(entry), List.of());
    }

    private Applied delete(String path) {
        var entry = tree.find(path);
        if (entry == null) {
            return refused(ENOENT);
        }
        if (entry.isRoot()) {
            return refused(EACCES);
        }
        if (tree.hasChildren(entry.inode())) {
            return refused(ENOTEMPTY);
        }
        return done(tree.without(entry).with(guestsWithout(entry)), List.of(), List.of(entry));
    }

    /** Both sides are checked before anything is taken away. */
    private Applied rename(String from, String to) {
        var source = tree.find(from);
        if (source == null) {
            return refused(ENOENT);
        }
        if (source.isRoot() || source.isDirectory() && Paths.isLock(source.path())) {
            return refused(EACCES);
        }
        if (tree.hasChildren(source.inode())) {
            return refused(ENOTEMPTY);
        }
        var target = Target.of(to);
        if (!target.isName()) {
            return refused(EACCES);
        }
        var parent = tree.find(target.directory());
        if (parent == null) {
            return refused(ENOENT);
        }
        if (!parent.isDirectory()) {
            return refused(ENOTDIR);
        }
        var replaced = tree.child(parent.inode(), target.name());
        if (parent.inode() == source.inode() || source.equals(replaced)) {
            // The kernel lets neither through: a directory in itself, an entry in its own place.
            return refused(EINVAL);
        }
        if (replaced != null && tree.hasChildren(replaced.inode())) {
            return refused(ENOTEMPTY);
        }
        var entry = source.moved(parent, target.name(), version, writer, time);
        var leaving = source.isDirectory() ? null : GuestConfig.of(source.path());
        var coming = source.isDirectory() ? null : GuestConfig.of(entry.path());
        boolean migrates = leaving != null && coming != null && leaving.id() == coming.id();
        if (coming != null && !migrates && tree.guests().isElsewhere(coming)) {
            return refused(EEXIST);
        }
        var after = tree;
        var guests = tree.guests();
        if (replaced != null) {
            after = after.without(replaced);
            guests = guestsWithout(replaced);
        }
        guests = guests.without(leaving).with(coming);
        var removed = replaced == null ? List.<Entry>of() : List.of(replaced);
        return done(after.with(entry).with(guests), List.of(entry), removed);
    }

    private Applied setTime(String path, int seconds) {
        var entry = tree.find(path);
        if (entry == null) {
            return refused(ENOENT);
        }
        if (entry.isRoot() || isLock(entry) && !mayRefresh(entry, seconds)) {
            return refused(EACCES);
        }
        var changed = entry.changed(entry.content(), version, writer, seconds);
        return done(tree.with(changed), List.of(changed), List.of());
    }

    /** Only its holder keeps a lock alive, and only forwards; time 0 is how others ask for it. */
    private boolean mayRefresh(Entry lock, int seconds) {
        return seconds != 0 && Integer.compareUnsigned(seconds, lock.mtimeSeconds()) >= 0 && lock.writer() == writer;
    }

    private Applied unlock(byte[] checksum, String path) {
        var entry = tree.find(path);
        if (entry == null) {
            return refused(ENOENT);
        }
        boolean same = isLock(entry) && MessageDigest.isEqual(entry.checksum(), checksum);
        return same ? delete(entry.path()) : refused(EACCES);
    }

    private static boolean isLock(Entry entry) {
        return entry.isDirectory() && Paths.isLock(entry.path());
    }

    private Guests guestsWithout(Entry entry) {
        return entry.isDirectory() ? tree.guests() : tree.guests().without(GuestConfig.of(entry.path()));
    }

    private Applied refused(Errno error) {
        return Applied.refused(tree, error);
    }

    private Applied done(Tree after, List<Entry> put, List<Entry> removed) {
        return new Applied(tree, after.withRoot(Entry.root(version, writer, time)), null, put, removed);
    }

    /** A path in its directory and its name. */
    private record Target(String directory, String name) {
        static Target of(String path) {
            int slash = path.lastIndexOf('/');
            return slash < 0 ? new Target("", path) : new Target(path.substring(0, slash), path.substring(slash + 1));
        }

        boolean isName() {
            return !name.isEmpty() && !name.equals(".") && !name.equals("..");
        }
    }
}

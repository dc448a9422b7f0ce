package org.quorate.clusterfs.tree;

import java.util.Set;

/** Permission bits: a function of the place, the kind and quorum, never stored. */
public final class Modes {
    /** Of a virtual file, whatever the quorum. */
    public static final int VIRTUAL_FILE = 0440;

    /** Of the virtual file that can be written, whatever the quorum. */
    public static final int DEBUG_FILE = 0640;

    private static final Set<String> SCRIPTS = Set.of("mount", "umount", "start", "stop", "premount", "postumount");
    private static final int WRITE = 0222;
    private static final int OTHERS = 0077;

    private Modes() {}

    /** Of an entry of the tree. */
    public static int of(Entry entry, boolean quorate) {
        if (entry.isRoot()) {
            return 0755;
        }
        int mode = entry.isDirectory() ? 0755 : 0640;
        if (!entry.isDirectory() && isScript(entry.name())) {
            mode |= 0100;
        }
        if (Paths.isPrivate(entry.path())) {
            mode &= ~OTHERS;
        }
        return quorate ? mode : mode & ~WRITE;
    }

    /** Of a virtual link. The owner's write bit of {@code local} is how other programs ask for quorum. */
    public static int ofLink(boolean quorate) {
        return quorate ? 0755 : 0555;
    }

    /** {@code vps.start}, {@code 100.mount} and the like: scripts of OpenVZ. */
    private static boolean isScript(String name) {
        int dot = name.indexOf('.');
        if (dot <= 0 || !SCRIPTS.contains(name.substring(dot + 1))) {
            return false;
        }
        return name.startsWith("vps.") || name.chars().limit(dot).allMatch(c -> c >= '0' && c <= '9');
    }
}

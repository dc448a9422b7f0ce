package org.quorate.clusterfs.tree;

import org.jspecify.annotations.Nullable;

/**
 * What a path {@code nodes/NODE/TYPE/ID.conf} says: the guest with that id is of this type and lives on that node.
 *
 * @param id unsigned
 */
public record GuestConfig(int id, Type type, String node) {
    private static final String PREFIX = "nodes/";
    private static final String SUFFIX = ".conf";

    /** Kind of a guest. */
    public enum Type {
        /** A virtual machine. */
        QEMU("qemu", "qemu-server"),
        /** A container of the old kind. */
        OPENVZ("openvz", "openvz"),
        /** A container. */
        LXC("lxc", "lxc");

        private final String label;
        private final String folder;

        Type(String label, String folder) {
            this.label = label;
            this.folder = folder;
        }

        /** As shown in {@code .vmlist}. */
        public String label() {
            return label;
        }

        /** Name of the directory that holds the configurations. */
        public String folder() {
            return folder;
        }
    }

    /** What the path says; null if it is not the path of a guest's configuration. */
    public static @Nullable GuestConfig of(String path) {
        if (!path.startsWith(PREFIX) || !path.endsWith(SUFFIX)) {
            return null;
        }
        int node = path.indexOf('/', PREFIX.length());
        int folder = node < 0 ? -1 : path.indexOf('/', node + 1);
        if (folder < 0 || !isNodeName(path, PREFIX.length(), node)) {
            return null;
        }
        long id = number(path, folder + 1, path.length() - SUFFIX.length());
        if (id < 0) {
            return null;
        }
        for (var type : Type.values()) {
            if (folder - node - 1 == type.folder.length() && path.startsWith(type.folder, node + 1)) {
                return new GuestConfig((int) id, type, path.substring(PREFIX.length(), node));
            }
        }
        return null;
    }

    private static boolean isNodeName(String path, int from, int to) {
        if (from >= to || path.charAt(from) == '-' || path.charAt(to - 1) == '-') {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = path.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!alphanumeric && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** A number from 1 to 2^32 - 1 without leading zero, or -1. */
    private static long number(String path, int from, int to) {
        if (from >= to || to - from > 10 || path.charAt(from) == '0') {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            char c = path.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number <= 0xFFFF_FFFFL ? number : -1;
    }
}

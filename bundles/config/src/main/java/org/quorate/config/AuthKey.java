package org.quorate.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The secret that all nodes of an encrypted cluster have, as {@code corosync.conf(5)} finds it: {@code totem.keyfile},
 * else {@code totem.key}, else the file {@code authkey} beside {@code corosync.conf}. It is not in any text.
 */
public final class AuthKey {
    /** Shorter ones corosync refuses, too. */
    public static final int LEAST_BYTES = 128;

    /** Of a longer file, corosync reads the begin. */
    public static final int MOST_BYTES = 4096;

    private static final String NEXT_STEP =
            "copy the file of another node, or make the cluster's first with pvecm keygen FILE";

    /** What corosync-keygen makes. */
    public static final int USUAL_BYTES = 256;

    private static final Set<PosixFilePermission> OF_OWNER = Set.of(PosixFilePermission.OWNER_READ);

    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final byte[] bytes;
    private final Optional<String> warning;

    private AuthKey(byte[] bytes, Optional<String> warning) {
        this.bytes = bytes;
        this.warning = warning;
    }

    /**
     * Reads it if the configuration needs one.
     *
     * @param file the {@code corosync.conf}
     * @throws ConfigurationException if there is none, or none that is long enough
     */
    public static Optional<AuthKey> read(ClusterConfig config, Path file) throws ConfigurationException {
        if (!config.totem().encrypted()) {
            return Optional.empty();
        }
        var keyfile = config.totem().options().get("keyfile");
        var inline = config.totem().options().get("key");
        if (keyfile == null && inline != null) {
            var bytes = inline.getBytes(StandardCharsets.UTF_8);
            check(bytes.length, "totem.key", file);
            return Optional.of(new AuthKey(bytes, Optional.empty()));
        }
        return Optional.of(read(keyfile == null ? file.resolveSibling("authkey") : file.resolveSibling(keyfile), file));
    }

    /**
     * Writes a new key, which only its owner can read; a reader finds the old one or the new one.
     *
     * @param replace whether there may be one
     * @throws IOException if it cannot be written, or is there and may not be replaced; the message names the file
     */
    public static void generate(Path keyfile, int bytes, boolean replace) throws IOException {
        if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
            throw new IOException(
                    "a key has " + LEAST_BYTES + " to " + MOST_BYTES + " bytes, not " + bytes + "; 256 are usual");
        }
        if (!replace && Files.exists(keyfile, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(keyfile + " is there already; give -f to replace it by a new key");
        }
        var target = keyfile.toAbsolutePath();
        var key = new byte[bytes];
        try {
            Files.createDirectories(target.getParent());
            var fresh = target.resolveSibling(target.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            new SecureRandom().nextBytes(key);
            try (var out = FileChannel.open(
                    fresh,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(OF_OWNER))) {
                out.write(ByteBuffer.wrap(key));
                out.force(true);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IOException(keyfile + " cannot be written: " + e, e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static AuthKey read(Path keyfile, Path file) throws ConfigurationException {
        try (InputStream in = Files.newInputStream(keyfile)) {
            var bytes = in.readNBytes(MOST_BYTES);
            check(bytes.length, keyfile.toString(), file);
            return new AuthKey(bytes, warning(keyfile));
        } catch (NoSuchFileException _) {
            throw problem(file, keyfile + " is missing, and encryption needs the cluster's key");
        } catch (IOException e) {
            throw problem(file, keyfile + " cannot be read (" + e.getMessage() + ")");
        }
    }

    private static void check(int length, String where, Path file) throws ConfigurationException {
        if (length < LEAST_BYTES) {
            throw problem(file, where + " has " + length + " bytes; a key has " + LEAST_BYTES + " to " + MOST_BYTES);
        }
    }

    private static ConfigurationException problem(Path file, String message) {
        return new ConfigurationException(
                List.of(new Problem(file.toString(), 0, "totem.keyfile", "", message, NEXT_STEP)));
    }

    private static Optional<String> warning(Path keyfile) throws IOException {
        try {
            boolean open = Files.getPosixFilePermissions(keyfile).stream().anyMatch(OF_OTHERS::contains);
            return open
                    ? Optional.of(keyfile + ": others than its owner may read or write the cluster's key; chmod 400 it")
                    : Optional.empty();
        } catch (UnsupportedOperationException _) {
            return Optional.empty(); // a file system without modes
        }
    }

    /** A copy; who asks for it overwrites it. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** What an operator should know about the file. */
    public Optional<String> warning() {
        return warning;
    }

    /** Differs from key to key, and does not tell it. */
    public String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }

    /** Forgets the key. */
    public void clear() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "key of " + bytes.length + " bytes";
    }
}

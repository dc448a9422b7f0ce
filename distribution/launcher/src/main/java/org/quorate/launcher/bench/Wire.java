package org.quorate.launcher.bench;

import java.util.List;
import org.quorate.launcher.StartException;
import org.quorate.launcher.Transports;

/**
 * How the packets of all nodes go, ours and the peer's.
 *
 * @param transport {@code totem.transport}
 * @param cipher {@code totem.crypto_cipher}
 * @param hash {@code totem.crypto_hash}; {@code none}: nothing is encrypted
 */
record Wire(String transport, String cipher, String hash) {
    /** Of cipher and hash. */
    static final String NONE = "none";

    private static final String KNET = "knet";
    private static final List<String> CIPHERS = List.of("aes256", "aes192", "aes128", NONE);
    private static final List<String> HASHES = List.of("sha256", "sha384", "sha512", "sha1", "md5");

    /** What is measured unless something else is asked for. */
    static final Wire USUAL = new Wire(Transports.NAMES.getFirst(), NONE, NONE);

    /**
     * As the options say it.
     *
     * @param command for messages
     * @param crypto {@code none}, or cipher and hash with a slash between
     * @param peer whether corosync's go the same way
     */
    static Wire of(String command, String transport, String crypto, boolean peer) throws StartException {
        Transports.checked(command, transport);
        if (crypto.equals(NONE)) {
            return new Wire(transport, NONE, NONE);
        }
        String[] words = crypto.split("/", -1);
        if (words.length != 2 || !CIPHERS.contains(words[0]) || !HASHES.contains(words[1])) {
            throw StartException.usage(command + ": --crypto: found " + crypto
                    + ", must be none or CIPHER/HASH with one of " + String.join(", ", CIPHERS) + " and one of "
                    + String.join(", ", HASHES) + ", as in aes256/sha256");
        }
        if (peer && !transport.equals(KNET)) {
            throw StartException.usage(command + ": --crypto " + crypto + " with --peer-scripts needs --transport knet:"
                    + " corosync does not encrypt over " + transport);
        }
        return new Wire(transport, words[0], words[1]);
    }

    /** Whether corosync can have more than one, too. */
    boolean hasLinks() {
        return transport.equals(KNET);
    }

    /** Whether there has to be a key. */
    boolean encrypted() {
        return !hash.equals(NONE);
    }

    /** For people. */
    String text() {
        return transport + (encrypted() ? ", " + cipher + "/" + hash : ", not encrypted");
    }
}

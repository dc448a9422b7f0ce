package org.quorate.config;

import java.math.BigInteger;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Makes {@link TotemOptions} of the {@code totem} section. */
final class TotemReader {
    /** What TotemOptions has a component for; everything else is an option. */
    private static final Set<String> TYPED = Set.of(
            "transport",
            "token",
            "token_retransmit",
            "hold",
            "join",
            "send_join",
            "consensus",
            "merge",
            "downcheck",
            "fail_recv_const",
            "seqno_unchanged_const",
            "window_size",
            "max_messages",
            "miss_count_const",
            "netmtu",
            "crypto_cipher",
            "crypto_hash",
            "link_mode",
            "ip_version");

    private static final Set<String> COROSYNC_TRANSPORTS = Set.of("knet", "udpu", "udp");

    /** Other bundles bring others. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,31}");

    private static final String NAME_RULE =
            "another name of at most 32 small letters, digits, dots, hyphens and underscores, a letter first";

    /** Times below this are refused by corosync, too: a tick of the clock could be as long. */
    private static final int MIN_MILLIS = 30;
    /** corosync's default is 5. A node decides that by itself, and packets and token come through one socket here. */
    private static final int MISS_COUNT = 2;
    /** What the shortest retransmit time leaves for it. */
    private static final int MIN_HOLD_MILLIS = 14;
    /** The least that every path on the internet carries. */
    private static final int MIN_MTU = 576;

    private static final int MAX_MTU = 65536;

    private final Keys totem;
    private final Nodelist nodelist;
    private final int links;

    /** The nodelist matters for the transport, and the number of nodes for the token. */
    TotemReader(Keys totem, Nodelist nodelist) {
        this.totem = totem;
        this.nodelist = nodelist;
        this.links = nodelist.links().size();
    }

    /** All values, right or replaced by their defaults. */
    TotemOptions read(Interfaces interfaces) {
        checkVersions();
        checkOptions();
        String cipher = crypto("crypto_cipher", "aes256", "none", "aes256", "aes192", "aes128");
        String hash = crypto("crypto_hash", "sha256", "none", "md5", "sha1", "sha256", "sha384", "sha512");
        boolean encrypted = !cipher.equals("none") || !hash.equals("none");
        String transport = transport(encrypted);
        checkCrypto(transport, cipher, hash);
        warnOfLinks(transport, encrypted);
        boolean linked = transport.equals("knet") || encrypted || links > 1;
        int retransmits = count("token_retransmits_before_loss_const", 4);
        int token = token();
        int tokenRetransmit = tokenRetransmit(token, retransmits);
        int join = totem.millis("join", MIN_MILLIS).orElse(50);
        return new TotemOptions(
                transport,
                token,
                tokenRetransmit,
                totem.millis("hold", MIN_HOLD_MILLIS).orElse(Timers.hold(tokenRetransmit)),
                join,
                totem.number("send_join", 0, Integer.MAX_VALUE).orElse(0),
                consensus(token, join),
                totem.millis("merge", MIN_MILLIS).orElse(200),
                totem.millis("downcheck", MIN_MILLIS).orElse(1000),
                count("fail_recv_const", 2500),
                count("seqno_unchanged_const", 30),
                count("window_size", 50),
                count("max_messages", 17),
                count("miss_count_const", MISS_COUNT),
                totem.numberOrDefault(
                                "netmtu", MIN_MTU, MAX_MTU, "a number of bytes from " + MIN_MTU + " to " + MAX_MTU)
                        .orElse(linked ? MAX_MTU : 1500),
                cipher,
                hash,
                linkMode(interfaces.rings()),
                totem.choice(
                        "ip_version", transport.equals("udp") ? "ipv4" : "ipv6-4", "ipv4", "ipv6", "ipv4-6", "ipv6-4"),
                options(interfaces));
    }

    private int count(String key, int otherwise) {
        return totem.numberOrDefault(key, 1, Integer.MAX_VALUE, "a number from 1 to " + Integer.MAX_VALUE)
                .orElse(otherwise);
    }

    private void checkVersions() {
        if (!totem.has("version")) {
            totem.problem("version", "is missing, must be 2", "add \"version: 2\" to the totem section");
        }
        totem.check("version", value -> value.equals("2"), "must be 2");
        totem.check("config_version", TotemReader::isUnsignedLong, "must be a number from 0 to 18446744073709551615");
    }

    private static boolean isUnsignedLong(String value) {
        return value.matches("[0-9]{1,20}") && new BigInteger(value).bitLength() <= Long.SIZE;
    }

    /** Checked, and passed on as they stand. */
    private void checkOptions() {
        totem.choice("secauth", "off", "on", "off");
        totem.choice("crypto_model", "nss", "nss", "openssl");
        for (String key :
                new String[] {"clear_node_high_bit", "block_unlisted_ips", "cancel_token_hold_on_retransmit", "relay"
                }) {
            totem.choice(key, "", "yes", "no");
        }
        for (String key : new String[] {
            "heartbeat_failures_allowed", "threads", "knet_pmtud_interval", "knet_mtu", "knet_compression_threshold"
        }) {
            totem.number(key, 0, Integer.MAX_VALUE);
        }
        totem.number("knet_compression_level", Integer.MIN_VALUE, Integer.MAX_VALUE);
        totem.choice("knet_compression_model", "none", "none", "zlib", "lz4", "lz4hc", "lzo2", "lzma", "bzip2", "zstd");
        totem.millis("max_network_delay", MIN_MILLIS);
        totem.number("token_warning", 0, 100);
        totem.checkUnsigned("nodeid", 1, 0xFFFF_FFFFL);
    }

    /** What was a mode of redundant rings in corosync 2 is one of links now. */
    private String linkMode(int rings) {
        String mode = totem.choice("link_mode", "passive", "passive", "active", "rr");
        String rrp = totem.choice("rrp_mode", "", "none", "passive", "active");
        if (rrp.isEmpty()) {
            return mode;
        }
        if (rrp.equals("none")) {
            if (Math.max(links, rings) > 1) {
                String message = "must be passive or active, since there are " + Math.max(links, rings) + " rings";
                totem.problem("rrp_mode", message, "set it, or link_mode instead of it, or remove a ring");
            }
            return mode;
        }
        if (links < 2) {
            totem.warning("rrp_mode", "is of corosync 2 and means nothing with one link", "remove it");
        } else if (totem.has("link_mode")) {
            totem.warning("rrp_mode", "is of corosync 2 and not used, since link_mode is " + mode, "remove it");
        } else {
            totem.warning("rrp_mode", "is of corosync 2 and taken for link_mode " + rrp, "write link_mode instead");
            return rrp;
        }
        return mode;
    }

    private String crypto(String key, String ifSecauth, String... allowed) {
        boolean secauth = totem.text("secauth").orElse("off").equals("on");
        return totem.choice(key, secauth ? ifSecauth : "none", allowed);
    }

    /**
     * Files of corosync 2 without a nodelist mean multicast. Encryption is another matter: it is for nodes that are known, and
     * to send in the clear what was to be secret is no way out.
     */
    private String transport(boolean encrypted) {
        boolean given = nodelist.given();
        totem.check("transport", value -> NAME.matcher(value).matches(), "must be knet, udpu, udp or " + NAME_RULE);
        String transport = totem.text("transport")
                .filter(name -> NAME.matcher(name).matches())
                .orElse(given || encrypted ? "knet" : "udp");
        if (!COROSYNC_TRANSPORTS.contains(transport)) {
            totem.warning(
                    "transport",
                    "is none of knet, udpu and udp, which come with this version and which corosync has",
                    "put a bundle that brings it into deploy, if it is not a slip");
        }
        if (given) {
            return transport;
        }
        if (totem.has("transport") && !transport.equals("udp")) {
            String message = "needs a nodelist, and there is none";
            totem.problem("transport", message, "add a nodelist with a node section for each machine");
        } else if (!totem.has("transport")) {
            String used = encrypted
                    ? "is not given: knet is used, and since encryption needs a nodelist this node stays alone"
                    : "is not given: udp is used, since without a nodelist other nodes are found by multicast only";
            totem.warning("transport", used, "add a nodelist with a node section for each machine");
        }
        return transport;
    }

    private void checkCrypto(String transport, String cipher, String hash) {
        boolean cipherOn = !cipher.equals("none");
        if (cipherOn && hash.equals("none")) {
            totem.problem("crypto_hash", "must not be none with crypto_cipher " + cipher, "set crypto_hash to sha256");
        }
        if (transport.equals("udp") && !nodelist.given() && (cipherOn || !hash.equals("none"))) {
            String message = "needs a nodelist, and there is none";
            totem.problem(cryptoKey(cipherOn), message, "add a nodelist with a node section for each machine");
        }
    }

    private String cryptoKey(boolean cipherOn) {
        return totem.has("crypto_cipher") && cipherOn
                ? "crypto_cipher"
                : totem.has("crypto_hash") ? "crypto_hash" : "secauth";
    }

    /** On udpu and udp corosync has neither encryption nor several links. */
    private void warnOfLinks(String transport, boolean encrypted) {
        if (!transport.equals("knet")
                && COROSYNC_TRANSPORTS.contains(transport)
                && nodelist.given()
                && (encrypted || links > 1)) {
            String with = !encrypted ? links + " links" : links > 1 ? "encryption and several links" : "encryption";
            totem.warning(
                    "transport",
                    "has " + with + " between Quorate nodes only: corosync refuses that",
                    "use knet if corosync nodes are to be members");
        }
    }

    private int token() {
        int token = totem.millis("token", MIN_MILLIS).orElse(3000);
        int coefficient =
                totem.number("token_coefficient", 0, Integer.MAX_VALUE).orElse(650);
        return Timers.effectiveToken(token, coefficient, nodelist.nodes().size());
    }

    private int tokenRetransmit(int token, int retransmits) {
        OptionalInt configured = totem.millis("token_retransmit", MIN_MILLIS);
        int derived = Timers.tokenRetransmit(token, retransmits);
        if (configured.isEmpty() && derived < MIN_MILLIS) {
            String key = totem.has("token") ? "token" : "token_retransmits_before_loss_const";
            String message = "leaves " + derived + " ms for token_retransmit, which must be at least " + MIN_MILLIS;
            totem.problem(key, message, "raise token or lower token_retransmits_before_loss_const");
        }
        return configured.orElse(derived);
    }

    private int consensus(int token, int join) {
        int derived = Timers.consensus(token);
        int consensus = totem.millis("consensus", MIN_MILLIS).orElse(derived);
        if (consensus < join) {
            String message = "must be at least join, which is " + join + " ms; consensus is " + consensus + " ms";
            totem.problem(totem.has("consensus") ? "consensus" : "join", message, "");
        } else if (consensus < derived) {
            totem.warning(
                    "consensus", "should be at least 1.2 times the token timeout, " + derived + " ms", "remove it");
        }
        return consensus;
    }

    private Map<String, String> options(Interfaces interfaces) {
        Map<String, String> options = new TreeMap<>(interfaces.options());
        totem.entries().stream()
                .filter(entry -> !TYPED.contains(entry.key()))
                .forEach(entry -> options.put(entry.key(), entry.value()));
        if (!nodelist.given()) {
            options.put("block_unlisted_ips", "no"); // nobody is listed
        }
        return options;
    }
}

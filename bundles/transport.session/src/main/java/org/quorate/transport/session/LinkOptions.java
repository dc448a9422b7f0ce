package org.quorate.transport.session;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.quorate.link.LinkMode;
import org.quorate.link.LinkSettings;
import org.quorate.link.compress.Compression;
import org.quorate.link.compress.CompressionSettings;
import org.quorate.link.compress.ZlibCompression;
import org.quorate.link.crypto.CryptoCipher;
import org.quorate.link.crypto.CryptoHash;
import org.quorate.link.crypto.CryptoKey;
import org.quorate.link.crypto.CryptoSettings;
import org.quorate.spi.transport.Encryption;
import org.quorate.spi.transport.TransportSettings;

/**
 * What {@code corosync.conf} says of links, as settings of the link layer.
 *
 * @param compressions beside zlib, which the link layer has
 */
record LinkOptions(TransportSettings settings, List<Compression> compressions) {
    /** @throws IOException if something cannot be; the message names it */
    LinkSettings links() throws IOException {
        try {
            return read();
        } catch (IllegalArgumentException e) {
            throw new IOException("totem: " + e.getMessage(), e);
        }
    }

    private LinkSettings read() throws IOException {
        var nodes = settings.nodes().stream().map(LinkOptions::node).toList();
        var usual = LinkSettings.of(settings.localNodeId(), nodes, settings.tokenMillis());
        SortedMap<Integer, LinkSettings.Link> links = new TreeMap<>(usual.links());
        links.replaceAll(this::link);
        return new LinkSettings(
                settings.localNodeId(),
                nodes,
                links,
                LinkMode.valueOf(settings.linkMode().toUpperCase(Locale.ROOT)),
                number("knet_mtu", usual.mtuBytes()),
                time("knet_pmtud_interval", TimeUnit.SECONDS, usual.pmtudIntervalNanos()),
                !"no".equals(settings.options().get("block_unlisted_ips")),
                settings.encryption().map(LinkOptions::crypto).orElse(CryptoSettings.NONE),
                compression(),
                settings.accepted().map(LinkOptions::crypto));
    }

    private static LinkSettings.Node node(TransportSettings.Node node) {
        SortedMap<Integer, InetAddress> addresses = new TreeMap<>();
        node.addresses().forEach((link, address) -> addresses.put(link, address.getAddress()));
        return new LinkSettings.Node(node.nodeId(), addresses);
    }

    private LinkSettings.Link link(int number, LinkSettings.Link usual) {
        var key = "interface." + number + ".knet_";
        return new LinkSettings.Link(
                number(key + "link_priority", usual.priority()),
                time(key + "ping_interval", TimeUnit.MILLISECONDS, usual.pingIntervalNanos()),
                time(key + "ping_timeout", TimeUnit.MILLISECONDS, usual.pingTimeoutNanos()),
                positive(key + "ping_precision", usual.precision()),
                positive(key + "pong_count", usual.pongCount()));
    }

    private int number(String key, int otherwise) {
        var text = settings.options().get(key);
        return text == null ? otherwise : Integer.parseInt(text);
    }

    /** corosync takes 0 for the default. */
    private int positive(String key, int otherwise) {
        int number = number(key, 0);
        return number == 0 ? otherwise : number;
    }

    private long time(String key, TimeUnit unit, long otherwiseNanos) {
        int time = number(key, 0);
        return time == 0 ? otherwiseNanos : unit.toNanos(time);
    }

    private static CryptoSettings crypto(Encryption encryption) {
        if (encryption.equals(Encryption.NONE)) {
            return CryptoSettings.NONE;
        }
        var key = encryption.key();
        try {
            return new CryptoSettings(
                    CryptoCipher.valueOf(encryption.cipher().toUpperCase(Locale.ROOT)),
                    CryptoHash.valueOf(encryption.hash().toUpperCase(Locale.ROOT)),
                    CryptoKey.of(key));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private CompressionSettings compression() throws IOException {
        var model = settings.options().getOrDefault("knet_compression_model", "none");
        var known = new TreeMap<>(Map.of("none", 0, "zlib", ZlibCompression.MODEL));
        compressions.forEach(compression -> known.put(compression.name(), compression.model()));
        var id = known.get(model);
        if (id == null) {
            throw new IOException("totem.knet_compression_model " + model + " is not known here; set it to one of "
                    + known.keySet() + ", or install the bundle that has it");
        }
        return new CompressionSettings(
                id, number("knet_compression_threshold", 0), number("knet_compression_level", 0));
    }
}

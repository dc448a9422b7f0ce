package org.quorate.transport.knet;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.quorate.link.LinkMode;
import org.quorate.link.LinkSettings;
import org.quorate.link.compress.CompressionSettings;
import org.quorate.link.crypto.CryptoCipher;
import org.quorate.link.crypto.CryptoHash;
import org.quorate.link.crypto.CryptoKey;
import org.quorate.link.crypto.CryptoSettings;
import org.quorate.spi.transport.Encryption;
import org.quorate.spi.transport.TransportSettings;

/** What {@code corosync.conf} says of links, as settings of the link layer. */
record KnetOptions(TransportSettings settings) {
    /** What can be sent; received is what the link layer reads. */
    private static final Map<String, Integer> COMPRESSIONS = Map.of("none", 0, "zlib", 1);

    private static final int PMTUD_SECONDS = 30;

    /** @throws IOException if something cannot be; the message names it */
    LinkSettings links() throws IOException {
        try {
            return read();
        } catch (IllegalArgumentException e) {
            throw new IOException("totem: " + e.getMessage(), e);
        }
    }

    private LinkSettings read() throws IOException {
        return new LinkSettings(
                settings.localNodeId(),
                settings.nodes().stream().map(KnetOptions::node).toList(),
                ownLinks(),
                LinkMode.valueOf(settings.linkMode().toUpperCase(Locale.ROOT)),
                number("knet_mtu", 0),
                TimeUnit.SECONDS.toNanos(Math.max(1, number("knet_pmtud_interval", PMTUD_SECONDS))),
                !"no".equals(settings.options().get("block_unlisted_ips")),
                settings.encryption().map(KnetOptions::crypto).orElse(CryptoSettings.NONE),
                compression());
    }

    private static LinkSettings.Node node(TransportSettings.Node node) {
        SortedMap<Integer, InetAddress> addresses = new TreeMap<>();
        node.addresses().forEach((link, address) -> addresses.put(link, address.getAddress()));
        return new LinkSettings.Node(node.nodeId(), addresses);
    }

    private SortedMap<Integer, LinkSettings.Link> ownLinks() {
        SortedMap<Integer, LinkSettings.Link> links = new TreeMap<>();
        settings.local().addresses().keySet().forEach(number -> links.put(number, link(number)));
        return links;
    }

    private LinkSettings.Link link(int number) {
        var usual = LinkSettings.link(settings.tokenMillis());
        var key = "interface." + number + ".knet_";
        return new LinkSettings.Link(
                number(key + "link_priority", usual.priority()),
                nanos(key + "ping_interval", usual.pingIntervalNanos()),
                nanos(key + "ping_timeout", usual.pingTimeoutNanos()),
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

    private long nanos(String key, long otherwise) {
        int millis = number(key, 0);
        return millis == 0 ? otherwise : TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static CryptoSettings crypto(Encryption encryption) {
        return new CryptoSettings(
                CryptoCipher.valueOf(encryption.cipher().toUpperCase(Locale.ROOT)),
                CryptoHash.valueOf(encryption.hash().toUpperCase(Locale.ROOT)),
                CryptoKey.of(encryption.key()));
    }

    private CompressionSettings compression() throws IOException {
        var model = settings.options().getOrDefault("knet_compression_model", "none");
        var id = COMPRESSIONS.get(model);
        if (id == null) {
            throw new IOException("totem.knet_compression_model " + model + " is not known here; set it to one of "
                    + List.of("none", "zlib"));
        }
        return new CompressionSettings(
                id, number("knet_compression_threshold", 0), number("knet_compression_level", 0));
    }
}

package org.quorate.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.link.SimulatedNetwork.MULTICAST;
import static org.quorate.link.SimulatedNetwork.address;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.link.compress.CompressionSettings;
import org.quorate.link.crypto.CryptoCipher;
import org.quorate.link.crypto.CryptoHash;
import org.quorate.link.crypto.CryptoKey;
import org.quorate.link.crypto.CryptoSettings;

/** Packets that were spoiled on their way, or that nobody has sent. */
class LinkFuzzTest {
    /** {@code -Dquorate.long=true}: ten million packets in all instead of four hundred thousand. */
    private static final int PACKETS = Boolean.getBoolean("quorate.long") ? 1_250_000 : 50_000;

    /** Three peers with 2 MiB of fragments each, and what the tests themselves keep. */
    private static final long MAX_GROWTH_BYTES = 24L << 20;

    /** In the clear all of it is believed that makes sense. Afterwards the nodes still find to each other. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void spoiledPacketsNeitherStopANodeNorFillItsMemory(long seed) {
        var net = net(seed, CryptoSettings.NONE);
        var random = new SplittableRandom(seed);
        var samples = samples(net);
        var node = net.node(1);
        node.getsAnything = true;
        long before = usedBytes();
        for (int i = 0; i < PACKETS; i++) {
            int from = 1 + random.nextInt(5);
            int link = random.nextInt(2);
            net.inject(node, link, address(link, from), spoil(samples, random));
            if (i % 50 == 0) {
                node.tags.clear();
                net.advance(1 + random.nextLong(20 * SimulatedNetwork.MILLI));
            }
            if (random.nextInt(500) == 0) {
                node.layer.tooBig(link, from, random.nextInt(70_000), net.now);
                node.layer.refused(random.nextInt(2), from, net.now);
                node.tick();
            }
        }
        assertThat(usedBytes() - before).as("bytes kept, seed %d", seed).isLessThan(MAX_GROWTH_BYTES);
        assertThat(node.drops.keySet()).contains(Drop.MALFORMED, Drop.UNLISTED, Drop.UNASKED, Drop.WRONG_VERSION);
        net.advanceMillis(5000);
        node.tags.clear();
        node.broadcast(MULTICAST, 60_000, 7);
        net.advanceMillis(10);
        assertThat(node.isConnected()).isTrue();
        assertThat(net.node(2).tags).contains(7L);
        assertThat(net.node(3).tags).contains(7L);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void withoutTheKeyNothingChangesAnything(long seed) {
        var key = new byte[200];
        Arrays.fill(key, (byte) seed);
        var crypto = new CryptoSettings(
                seed % 2 == 0 ? CryptoCipher.AES256 : CryptoCipher.NONE, CryptoHash.SHA256, CryptoKey.of(key));
        var net = net(seed, crypto);
        var random = new SplittableRandom(seed);
        var samples = samples(net);
        var node = net.node(1);
        node.drops.clear();
        net.sent.clear();
        var before = node.layer.status();
        for (int i = 0; i < PACKETS; i++) {
            int from = 2 + random.nextInt(2);
            int link = random.nextInt(2);
            // Not even the time goes on, so that nothing is due.
            net.inject(node, link, address(link, from), spoil(samples, random));
        }
        assertThat(node.drops).containsOnlyKeys(Drop.UNAUTHENTICATED, Drop.OVERSIZED);
        assertThat(node.frames).isZero();
        assertThat(net.sent).isEmpty();
        assertThat(node.layer.status()).isEqualTo(before);
    }

    private static SimulatedNetwork net(long seed, CryptoSettings crypto) {
        var net = new SimulatedNetwork(seed, 2);
        net.records = true;
        net.start(
                settings -> settings.with(crypto)
                        .with(
                                settings.localNodeId() == 3
                                        ? new CompressionSettings(1, 0, 6)
                                        : CompressionSettings.NONE),
                1,
                2,
                3);
        net.advanceMillis(2000);
        return net;
    }

    /** What real nodes send, of all kinds. */
    private static List<byte[]> samples(SimulatedNetwork net) {
        net.node(1).keepsTags = false;
        net.node(2).send(3, MULTICAST, 60_000, 2);
        net.node(2).send(3, SimulatedNetwork.TOKEN, 80, 2);
        net.node(3).send(2, MULTICAST, 3000, 3);
        var samples = net.sent.stream().map(SimulatedNetwork.Sent::bytes).toList();
        net.sent.clear();
        net.records = false;
        return samples;
    }

    private static byte[] spoil(List<byte[]> samples, SplittableRandom random) {
        if (random.nextInt(10) == 0) {
            var noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            return noise;
        }
        var sample = samples.get(random.nextInt(samples.size()));
        var bytes = sample.clone();
        if (random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
        }
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            // Mostly the headers: what comes behind is rarely looked at.
            int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(30, bytes.length));
            bytes[at] ^= (byte) (1 + random.nextInt(255));
        }
        return Arrays.equals(bytes, sample) ? new byte[0] : bytes;
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

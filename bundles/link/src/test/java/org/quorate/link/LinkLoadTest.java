package org.quorate.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.link.SimulatedNetwork.MILLI;
import static org.quorate.link.SimulatedNetwork.MULTICAST;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.link.crypto.CryptoCipher;
import org.quorate.link.crypto.CryptoHash;
import org.quorate.link.crypto.CryptoKey;
import org.quorate.link.crypto.CryptoSettings;

/** Much traffic, while links and keys change. */
class LinkLoadTest {
    private static final int PACKETS = 200_000;

    /** On two links of different length, with loss and second copies made by the network; the numbers wrap three times. */
    @ParameterizedTest
    @CsvSource({"ACTIVE, 1", "ACTIVE, 2", "RR, 3", "RR, 4", "PASSIVE, 5"})
    void nothingArrivesTwiceInTwoHundredThousandPackets(LinkMode mode, long seed) {
        var net = new SimulatedNetwork(seed, 2);
        net.start(settings -> settings.with(mode), 1, 2);
        net.advanceMillis(1000);
        for (int link = 0; link < 2; link++) {
            var path = net.path(1, 2, link);
            path.jitterNanos = (1 + 3 * link) * MILLI;
            path.lossPercent = 2;
            path.duplicates = true;
        }
        var receiver = net.node(2);
        for (int i = 0; i < PACKETS; i++) {
            net.node(1).layer.broadcast(SimulatedNetwork.frame(MULTICAST, i % 100 == 0 ? 3000 : 60, i), net.now);
            net.advance(20_000);
        }
        net.advanceMillis(100);
        assertThat(receiver.tags).as("seed %d", seed).doesNotHaveDuplicates();
        assertThat(receiver.frames).isGreaterThan(PACKETS * 99L / 100);
        assertThat(receiver.drops.get(Drop.DUPLICATE)).isGreaterThan(PACKETS / 2);
    }

    /** Each node takes each step at another time, as the messages come to it; only loading is done before sending. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aChangeOfTheKeyUnderLoadLosesNothing(long seed) {
        var first = crypto(1);
        var net = new SimulatedNetwork(seed, 2);
        int[] ids = {1, 2, 3};
        net.start(settings -> settings.with(first), ids);
        net.advanceMillis(1000);
        var now = first;
        long tag = 0;
        for (var next : List.of(crypto(2), CryptoSettings.NONE, crypto(3))) {
            var settings = net.settings(1, ids);
            var loaded = settings.with(now, Optional.of(next));
            var active = settings.with(next, Optional.of(now));
            for (var step : List.of(loaded, active, settings.with(next))) {
                for (int id : ids) {
                    tag = load(net, ids, tag);
                    net.node(id).layer.update(net.settings(id, ids).with(step.crypto(), step.accepted()), net.now);
                    net.node(id).tick();
                }
                tag = load(net, ids, tag);
            }
            now = next;
        }
        for (int id : ids) {
            assertThat(net.node(id).drops).isEmpty();
            assertThat(net.node(id).tags).hasSize((int) tag * 2);
            assertThat(net.node(id).changes).hasSize(4);
        }
    }

    private static long load(SimulatedNetwork net, int[] ids, long first) {
        long tag = first;
        for (int i = 0; i < 50; i++) {
            for (int id : ids) {
                net.node(id).broadcast(MULTICAST, i % 10 == 0 ? 5000 : 200, tag);
            }
            tag++;
            net.advance(MILLI);
        }
        return tag;
    }

    @Test
    void nodesWithDifferentKeysHaveNoLink() {
        var net = new SimulatedNetwork(1, 1);
        net.start(net.settings(1, 1, 2).with(crypto(1)));
        net.start(net.settings(2, 1, 2).with(crypto(2)));
        net.advanceMillis(5000);
        assertThat(net.node(1).isUp(2, 0)).isFalse();
        assertThat(net.node(1).drops).containsOnlyKeys(Drop.UNAUTHENTICATED);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Boolean.getBoolean("quorate.long") ? 600 : 6);
    }

    /** {@code -Dquorate.long=true}: six hundred seeds instead of six. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whateverHappensToTheLinksAFrameThatArrivesIsWholeAndCameOnce(long seed) {
        var random = new SplittableRandom(seed);
        var modes = LinkMode.values();
        UnaryOperator<LinkSettings> change = settings ->
                settings.with(modes[(int) (seed % 3)]).with(seed % 2 == 0 ? crypto(1) : CryptoSettings.NONE);
        var net = new SimulatedNetwork(seed, 3);
        int[] ids = {1, 2, 3, 4};
        net.start(change, ids);
        long tag = 0;
        for (int round = 0; round < 300; round++) {
            var path = net.path(1 + random.nextInt(4), 1 + random.nextInt(4), random.nextInt(3));
            path.cut = random.nextInt(3) == 0;
            path.lossPercent = random.nextInt(30);
            path.jitterNanos = random.nextLong(5 * MILLI);
            path.latencyNanos = random.nextLong(10 * MILLI);
            path.mtuBytes = random.nextInt(2) == 0 ? 65535 : 600 + random.nextInt(9000);
            path.duplicates = random.nextInt(5) == 0;
            if (random.nextInt(20) == 0) {
                int id = ids[random.nextInt(ids.length)];
                net.kill(id);
                net.start(change.apply(net.settings(id, ids)));
            }
            for (int i = 0; i < 20; i++) {
                int id = ids[random.nextInt(ids.length)];
                net.node(id).broadcast(MULTICAST, 30 + random.nextInt(random.nextInt(10) == 0 ? 60_000 : 1000), tag++);
                net.advance(random.nextLong(20 * MILLI));
            }
        }
        for (int id : ids) {
            // A restart cannot be told from a counter that stands at zero: only the first second may have second
            // copies.
            assertThat(net.node(id).tags).as("seed %d", seed).doesNotHaveDuplicates();
        }
        for (int a : ids) {
            for (int b : ids) {
                for (int link = 0; link < 3; link++) {
                    var path = net.path(a, b, link);
                    path.cut = false;
                    path.lossPercent = 0;
                }
            }
        }
        // Longer than a size that is in use is not confirmed.
        net.advanceMillis(8000);
        for (int id : ids) {
            assertThat(net.node(id).isConnected()).as("seed %d", seed).isTrue();
            net.node(id).broadcast(MULTICAST, 60_000, tag++);
        }
        net.advanceMillis(100);
        for (int id : ids) {
            assertThat(net.node(id).tags).as("seed %d", seed).contains(tag - 1 - (id == 4 ? 1 : 0));
        }
    }

    private static CryptoSettings crypto(int fill) {
        var key = new byte[128];
        Arrays.fill(key, (byte) fill);
        return new CryptoSettings(CryptoCipher.AES256, CryptoHash.SHA256, CryptoKey.of(key));
    }
}

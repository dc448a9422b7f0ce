package org.quorate.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.link.SimulatedNetwork.MULTICAST;
import static org.quorate.link.SimulatedNetwork.address;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.quorate.link.SimulatedNetwork.Sent;
import org.quorate.link.crypto.CryptoCipher;
import org.quorate.link.crypto.CryptoHash;
import org.quorate.link.crypto.CryptoKey;
import org.quorate.link.crypto.CryptoSettings;
import org.quorate.link.crypto.Envelope;
import org.quorate.link.crypto.KeySlots;
import org.quorate.link.packet.Packets;

/** Who has no key, but all that was ever sent, sends it again: nothing of that changes anything, and each kind is counted. */
class LinkReplayTest {
    private static final CryptoSettings KEY = crypto(CryptoCipher.AES256, 1);
    private static final CryptoSettings NEXT_KEY = crypto(CryptoCipher.AES128, 2);
    private static final UnaryOperator<LinkSettings> ENCRYPTED = settings -> settings.with(KEY);

    private final SimulatedNetwork net = new SimulatedNetwork(1, 1);

    @Test
    void dataOfThisProcessIsTakenOnceHoweverMuchCameSince() {
        connect();
        var recorded = record(() -> broadcast(2, 0, 100));
        broadcast(2, 100, 10_000);
        var old = net.node(1).tags.size();
        replay(recorded);
        assertThat(net.node(1).tags).hasSize(old);
        assertThat(net.node(1).drops).containsOnlyKeys(Drop.DUPLICATE);
        assertThat(net.node(1).drops.get(Drop.DUPLICATE)).isEqualTo(recorded.size());
        net.node(1).drops.clear();
        broadcast(2, 10_000, 10_000 + Freshness.WINDOW);
        replay(recorded);
        assertThat(net.node(1).tags).hasSize(10_000 + Freshness.WINDOW);
        assertThat(net.node(1).drops).containsOnlyKeys(Drop.REPLAYED);
    }

    /** Its pings would make us forget which numbers came, its data would be a frame of an old ring. */
    @Test
    void nothingOfAProcessThatEndedIsBelievedNorDisturbsWhatIsUnderWay() {
        net.records = true;
        net.between(1, 2, 0).forEach(path -> path.systemMtuBytes = 1500);
        connect();
        broadcast(2, 0, 9000);
        net.advanceMillis(10_000);
        var recorded = from(2, _ -> true);
        restart(2);
        broadcast(2, 20_000, 20_010);
        net.node(1).drops.clear();
        net.node(1).tags.clear();
        var fragments = from(2, () -> net.node(2).broadcast(MULTICAST, 60_000, 7));
        for (int i = 0; i < fragments.size(); i++) {
            net.inject(net.node(1), 0, address(0, 2), fragments.get(i));
            for (int j = 0; j < 100; j++) {
                net.inject(net.node(1), 0, address(0, 2), recorded.get((100 * i + j) % recorded.size()));
            }
        }
        net.advanceMillis(10);
        assertThat(net.node(1).tags).containsExactly(7L);
        assertThat(net.node(1).drops).containsOnlyKeys(Drop.REPLAYED, Drop.UNASKED);
        assertThat(net.node(1).drops.get(Drop.REPLAYED)).isGreaterThan(3000);
        assertThat(net.node(1).changes).hasSize(1);
    }

    @Test
    void answersAreTakenOnce() {
        net.records = true;
        connect();
        net.advanceMillis(40_000);
        var answers = from(2, type -> type == Packets.PONG || type == Packets.PROBE_REPLY);
        net.node(1).drops.clear();
        replay(answers);
        assertThat(net.node(1).drops).containsOnlyKeys(Drop.UNASKED, Drop.DUPLICATE);
        assertThat(net.node(1).drops.values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(answers.size());
    }

    @Test
    void whatComesBackIsForgedOrOfAnotherClusterIsCountedByKind() {
        net.records = true;
        net.start(ENCRYPTED, 1, 2, 3);
        net.start(net.settings(4, 1, 2, 3, 4).with(NEXT_KEY));
        net.advanceMillis(1000);
        net.kill(4);
        var own = from(1, _ -> true);
        var others = from(3, _ -> true);
        var foreign = from(4, _ -> true);
        net.node(1).drops.clear();
        replay(own);
        assertThat(net.node(1).drops).containsOnlyKeys(Drop.REFLECTED);
        net.node(1).drops.clear();
        replay(others); // from the address of 2
        assertThat(net.node(1).drops).containsOnlyKeys(Drop.FORGED);
        net.node(1).drops.clear();
        replay(foreign);
        assertThat(net.node(1).drops).containsOnlyKeys(Drop.UNAUTHENTICATED);
    }

    @Test
    void aProcessThatStartsAnewIsBelievedFromItsFirstFrameOn() {
        connect();
        for (int round = 1; round < 20; round++) {
            broadcast(2, 0, 50 * round);
            restart(2);
            net.node(1).tags.clear();
            broadcast(2, 0, 10);
            assertThat(net.node(1).tags).hasSize(10);
        }
        assertThat(net.node(1).changes).as("its links seem up all the time").hasSize(1);
    }

    @Test
    void theKeyAndWhetherThereIsOneMayChangeAndNothingIsLostOrTakenTwice() {
        connect();
        var kinds = List.of(KEY, NEXT_KEY, CryptoSettings.NONE, crypto(CryptoCipher.NONE, 3), KEY);
        for (int i = 1; i < kinds.size(); i++) {
            var before = kinds.get(i - 1);
            var after = kinds.get(i);
            var steps = List.<UnaryOperator<LinkSettings>>of(
                    settings -> settings.with(before, Optional.of(after)),
                    settings -> settings.with(after, Optional.of(before)),
                    settings -> settings.with(after));
            net.node(1).tags.clear();
            int sent = 0;
            for (var step : steps) {
                for (int id = 1; id <= 2; id++) {
                    net.node(id).layer.update(step.apply(net.settings(id, 1, 2)), net.now);
                    net.node(id).tick();
                    broadcast(2, sent, sent + 100);
                    sent += 100;
                }
            }
            assertThat(net.node(1).tags).hasSize(sent).doesNotHaveDuplicates();
        }
        assertThat(net.node(1).drops).isEmpty();
    }

    @Test
    void anAnswerOfTheOldProcessThatComesLateDoesNotBringItBack() {
        var freshness = new Freshness();
        assertThat(freshness.proven(5, 1, 100)).isFalse();
        assertThat(freshness.proven(6, 1, 200)).isTrue();
        assertThat(freshness.proven(5, 9, 150)).isFalse();
        assertThat(freshness.take(6, 2)).isEqualTo(Freshness.Verdict.FRESH);
        assertThat(freshness.take(5, 10)).isEqualTo(Freshness.Verdict.STRANGE);
    }

    @Test
    void aNodeThatChangesToLibknetAndBackIsBelievedAsSoonAsItAnswers() {
        var freshness = new Freshness();
        freshness.proven(5, 1, 100);
        assertThat(freshness.take(0, 77)).as("recorded").isEqualTo(Freshness.Verdict.STRANGE);
        assertThat(freshness.proven(0, 77, 200)).isTrue();
        assertThat(freshness.take(0, 3)).isEqualTo(Freshness.Verdict.FRESH);
        assertThat(freshness.take(0, 3)).as("for the window of numbers").isEqualTo(Freshness.Verdict.FRESH);
        freshness.proven(6, 1, 300);
        assertThat(freshness.take(6, 1)).isEqualTo(Freshness.Verdict.REPEATED);
        assertThat(freshness.take(0, 4)).isEqualTo(Freshness.Verdict.STRANGE);
    }

    /** As where a newer version of a transport is opened beside the one in use. */
    @Test
    void aLayerThatFollowsAnotherIsTheSameProcessToOthersAlsoWhileBothSend() {
        var freshness = new Freshness();
        try (var old = keys(1);
                var next = keys(2);
                var peer = keys(3)) {
            receive(old, peer);
            freshness.proven(peer.session(), peer.number(), 100);
            for (int i = 0; i < 1000; i++) {
                next.continueFrom(old.ownSession(), old.ownNumber());
                for (var layer : List.of(old, next, old, old, next)) {
                    receive(layer, peer);
                    assertThat(freshness.take(peer.session(), peer.number())).isEqualTo(Freshness.Verdict.FRESH);
                }
            }
        }
    }

    private static KeySlots keys(int seed) {
        return new KeySlots(KEY, new SplittableRandom(seed));
    }

    private static void receive(KeySlots from, KeySlots to) {
        var plain = new byte[Envelope.AT + 100 + Envelope.MOST_OVERHEAD_BYTES];
        var sealed = new byte[plain.length];
        int length = from.sending().seal(plain, 100, sealed, 0);
        assertThat(to.open(sealed, length, plain, 0)).isEqualTo(100);
    }

    @Test
    void packetsMayOvertakeEachOtherWithinTheWindow() {
        var random = new SplittableRandom(1);
        var freshness = new Freshness();
        freshness.proven(5, 1, 0);
        var seen = new HashSet<Long>(List.of(1L));
        long newest = 1;
        for (int i = 0; i < 300_000; i++) {
            long number = Math.max(1, newest + random.nextLong(-Freshness.WINDOW - 10, 20));
            newest = Math.max(newest, number);
            var expected = number <= newest - Freshness.WINDOW
                    ? Freshness.Verdict.STALE
                    : seen.add(number) ? Freshness.Verdict.FRESH : Freshness.Verdict.REPEATED;
            assertThat(freshness.take(5, number)).isEqualTo(expected);
        }
    }

    private void connect() {
        net.start(ENCRYPTED, 1, 2);
        net.advanceMillis(1000);
    }

    private void restart(int id) {
        net.kill(id);
        net.start(net.settings(id, 1, 2).with(KEY));
        net.advanceMillis(300);
    }

    private void broadcast(int id, int from, int to) {
        for (int tag = from; tag < to; tag++) {
            net.node(id).broadcast(MULTICAST, 100, tag);
            net.advance(10_000);
        }
        net.advanceMillis(5);
    }

    private List<byte[]> record(Runnable sending) {
        net.sent.clear();
        net.records = true;
        sending.run();
        net.records = false;
        return from(2, type -> type == Packets.DATA);
    }

    /** What the node sends meanwhile, which does not arrive. */
    private List<byte[]> from(int id, Runnable sending) {
        net.sent.clear();
        net.records = true;
        net.path(2, 1, 0).cut = true;
        sending.run();
        net.path(2, 1, 0).cut = false;
        return from(id, type -> type == Packets.DATA);
    }

    /** What the node has sent, of these types. */
    private List<byte[]> from(int id, Predicate<Integer> types) {
        var key = id == 4 ? NEXT_KEY : KEY;
        var packets = new ArrayList<byte[]>();
        try (var envelope = new Envelope(key, new SplittableRandom(1))) {
            var plain = new byte[70_000];
            for (Sent sent : net.sent) {
                if (sent.from() == id && envelope.open(sent.bytes(), sent.bytes().length, plain) >= 0) {
                    if (types.test(Packets.type(plain, Envelope.AT))) {
                        packets.add(sent.bytes());
                    }
                }
            }
        }
        return packets;
    }

    /** To 1, from the address of 2. */
    private void replay(List<byte[]> packets) {
        assertThat(packets).isNotEmpty();
        packets.forEach(packet -> net.inject(net.node(1), 0, address(0, 2), packet));
        net.advanceMillis(10);
    }

    private static CryptoSettings crypto(CryptoCipher cipher, int fill) {
        var key = new byte[128];
        Arrays.fill(key, (byte) fill);
        return new CryptoSettings(cipher, CryptoHash.SHA256, CryptoKey.of(key));
    }
}

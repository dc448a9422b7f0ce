package org.quorate.quorum.votequorum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.quorum.votes.VoteRules;

/** Members that say what they please about votes: it is counted within bounds, or dropped. */
class VotequorumFuzzTest {
    private static final int NODES = 3;
    private static final int ROUNDS = Boolean.getBoolean("quorate.long") ? 200 : 2;
    private static final int MESSAGES = 500;
    private static final int[] SIZES = {32, 32, 280, 528, 40};
    private static final int[] NUMBERS = {
        0,
        1,
        2,
        3,
        4,
        -1,
        VoteRules.MAX_VOTES,
        VoteRules.MAX_VOTES + 1,
        VoteRules.MAX_EXPECTED_VOTES,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE
    };

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final Logger log = Logger.getLogger(VotequorumEngine.class.getName());

    /** Each new count is a line, which is right, and not wanted here. */
    @BeforeEach
    void beQuiet() {
        log.setLevel(Level.OFF);
    }

    @AfterEach
    void speakAgain() {
        log.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "expected_votes: 3",
                "wait_for_all: 1",
                "last_man_standing: 1",
                "auto_tie_breaker: 1",
                "allow_downscale: 1",
                "expected_votes_tracking: 1"
            })
    void whateverMembersSayIsCountedOrDropped(String option) throws Exception {
        var random = new Random(option.hashCode());
        for (int round = 0; round < ROUNDS; round++) {
            var ring = new FakeRing();
            var engines = new ArrayList<VotequorumEngine>();
            for (int id = 1; id <= NODES; id++) {
                var configuration = option.startsWith("last")
                        ? Nodes.configuration(id, NODES, "provider: corosync_votequorum", option, "wait_for_all: 1")
                        : Nodes.configuration(id, NODES, "provider: corosync_votequorum", option);
                var engine = new VotequorumEngine(
                        configuration, Nodes.home(folder.resolve(option.length() + "." + round + "." + id)));
                engines.add(engine);
                ring.attach(id, engine);
            }
            ring.form();
            assertThat(engines).allMatch(engine -> engine.status().quorate());
            for (int i = 0; i < MESSAGES; i++) {
                ring.say(
                        random.nextInt(10) == 0 ? random.nextInt() : 1 + random.nextInt(NODES),
                        random.nextInt(6),
                        message(random));
                if (random.nextInt(50) == 0) {
                    ring.form();
                    withinBounds(engines);
                }
                if (random.nextInt(50) == 0 && !ring.scheduled.isEmpty()) {
                    ring.scheduled.removeFirst().task().run();
                }
            }
            engines.forEach(VotequorumEngine::close);
        }
    }

    private static void withinBounds(List<VotequorumEngine> engines) {
        var first = engines.getFirst().status();
        for (var engine : engines) {
            var status = engine.status();
            assertThat(status.nodes()).hasSizeLessThanOrEqualTo(NODES);
            assertThat(status.totalVotes()).isBetween(0, NODES * VoteRules.MAX_VOTES);
            assertThat(status.expectedVotes()).isBetween(0, 2 * VoteRules.MAX_EXPECTED_VOTES);
            assertThat(status.quorum()).isPositive();
            assertThat(status.ring()).isEqualTo(first.ring());
        }
    }

    private static ByteBuffer message(Random random) {
        int size = SIZES[random.nextInt(SIZES.length)];
        var message = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(8, size);
        message.putInt(16, 1 + random.nextInt(NODES))
                .putInt(20, random.nextInt(4))
                .putInt(24, random.nextInt(8));
        message.put(28, (byte) random.nextInt(256));
        for (int edits = random.nextInt(3); edits > 0; edits--) {
            int at = 16 + Integer.BYTES * random.nextInt(4);
            message.putInt(at, random.nextInt(3) == 0 ? random.nextInt() : NUMBERS[random.nextInt(NUMBERS.length)]);
        }
        return random.nextInt(10) == 0
                ? ByteBuffer.wrap(Arrays.copyOf(message.array(), random.nextInt(size + 10)))
                : message;
    }
}

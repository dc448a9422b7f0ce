package org.quorate.totem.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CfgTest {
    private static final int KILL_NODE = 1;
    private static final int RELOAD = 3;

    private final List<String> asked = new ArrayList<>();

    @Test
    void aNodeIsAskedToEndByItsNumberAndToldWhy() {
        var message = body(Cfg.kill(2, "für immer"));
        cfg(1).delivered(KILL_NODE, 3, message);
        assertThat(asked).isEmpty();
        cfg(2).delivered(KILL_NODE, 3, message);
        assertThat(asked).containsExactly("3 ends this node: für immer");
    }

    @Test
    void aRequestToEndIsAsLongAsCorosyncsWhateverTheReason() {
        assertThat(body(Cfg.kill(2, "")).remaining()).isEqualTo(288);
        var message = body(Cfg.kill(2, "x".repeat(1000)));
        assertThat(message.remaining()).isEqualTo(288);
        cfg(2).delivered(KILL_NODE, 1, message);
        assertThat(asked).containsExactly("1 ends this node: " + "x".repeat(255));
    }

    @Test
    void aRequestThatIsTooShortIsNone() {
        var message = body(Cfg.kill(2, "x"));
        cfg(2).delivered(KILL_NODE, 1, message.limit(message.limit() - 1));
        assertThat(asked).isEmpty();
    }

    @Test
    void allAreAskedToReload() {
        cfg(2).delivered(RELOAD, 1, body(Cfg.reload()));
        assertThat(asked).containsExactly("1 reloads");
    }

    private Cfg cfg(int self) {
        var requests = new Cfg.Requests() {
            @Override
            public void kill(int byNode, String reason) {
                asked.add(byNode + " ends this node: " + reason);
            }

            @Override
            public void goes(int node) {
                asked.add(node + " goes");
            }

            @Override
            public void reload(int byNode) {
                asked.add(byNode + " reloads");
            }
        };
        return new Cfg(self, requests, new Changeover(self, () -> true, new NoSteps()));
    }

    /** As it is delivered: without the name of the group of all services. */
    private static ByteBuffer body(ByteBuffer message) {
        int from = Message.SERVICES.length;
        return message.slice(from, message.capacity() - from).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static final class NoSteps implements Changeover.Steps {
        @Override
        public void say(int step, long fingerprint) {}

        @Override
        public void activate() {}

        @Override
        public void cleanUp() {}

        @Override
        public void takenBack() {}
    }
}

package org.quorate.group.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.quorate.group.GroupException;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;
import org.quorate.node.NodeIdentity;
import org.quorate.quorum.QuorumRefusedException;

class LocalEngineTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final LocalEngine engine = new LocalEngine();
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final GroupListener listener = new GroupListener() {
        @Override
        public void delivered(GroupMember sender, ByteBuffer message) {
            var bytes = new byte[message.remaining()];
            message.get(bytes);
            heard.add("node " + sender.nodeId() + ": " + new String(bytes, java.nio.charset.StandardCharsets.US_ASCII));
        }

        @Override
        public void membershipChanged(MembershipChange change) {
            heard.add("members " + change.members().size());
        }

        @Override
        public void expelled(String reason) {
            heard.add("expelled: " + reason);
        }
    };

    private String next() throws InterruptedException {
        return String.valueOf(heard.poll(SOON.toSeconds(), TimeUnit.SECONDS));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Test
    void aGroupHasOneMemberThatHearsItself() throws Exception {
        try (var group = engine.join("g", listener)) {
            assertThat(next()).isEqualTo("members 1");
            group.send(SOON, bytes("a"), bytes("b"));
            group.send(SOON, bytes("c"));
            assertThat(next()).isEqualTo("node 0: ab");
            assertThat(next()).isEqualTo("node 0: c");
            assertThatIllegalArgumentException().isThrownBy(() -> engine.join("g", listener));
        }
        engine.join("g", listener).close();
    }

    @Test
    void whoHasLeftSendsAndHearsNothing() throws Exception {
        var group = engine.join("g", listener);
        assertThat(next()).isEqualTo("members 1");
        group.close();
        assertThatExceptionOfType(GroupException.class)
                .isThrownBy(() -> group.send(SOON, bytes("a")))
                .matches(e -> e.reason() == GroupException.Cause.LEFT);
        assertThat(heard).isEmpty();
    }

    @Test
    void anEngineThatGoesSaysSo() throws Exception {
        engine.join("g", listener);
        engine.close();
        assertThat(next()).isEqualTo("members 1");
        assertThat(next()).isEqualTo("expelled: the engine is going");
    }

    @Test
    void badNamesAndMessagesAreRefused() throws Exception {
        assertThatIllegalArgumentException().isThrownBy(() -> engine.join("", listener));
        assertThatIllegalArgumentException().isThrownBy(() -> engine.join("x".repeat(128), listener));
        try (var group = engine.join("g", listener)) {
            assertThatExceptionOfType(GroupException.class)
                    .isThrownBy(() -> group.send(SOON, ByteBuffer.allocate(group.maxMessageBytes() + 1)))
                    .matches(e -> e.reason() == GroupException.Cause.TOO_LARGE);
        }
    }

    @Test
    void aNodeAloneIsQuorateAndItsVotesDoNotChange() {
        var quorum = new LocalQuorum(engine, new NodeIdentity(0, "hp1"));
        assertThat(quorum.status().quorate()).isTrue();
        assertThat(engine.status().members()).containsExactly(0);
        quorum.addListener(status -> heard.add("quorate " + status.quorate()));
        assertThat(heard).containsExactly("quorate true");
        assertThatExceptionOfType(QuorumRefusedException.class)
                .isThrownBy(() -> quorum.expectVotes(2))
                .withMessageContaining("--local");
    }
}

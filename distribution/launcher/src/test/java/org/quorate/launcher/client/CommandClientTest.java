package org.quorate.launcher.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.launcher.StartException;
import org.quorate.launcher.client.CommandClient.Answer;
import org.quorate.shell.wire.Frame;
import org.quorate.shell.wire.FrameChannel;
import org.quorate.shell.wire.FrameType;
import org.quorate.shell.wire.Hello;

class CommandClientTest {
    @TempDir
    Path home;

    @Test
    void theAnswerIsWhatTheNodeWroteAndItsExitCode() throws Exception {
        try (var server = listen()) {
            var hello = CompletableFuture.supplyAsync(() -> serve(server, true));
            assertThat(CommandClient.ask(home, "ring:status")).isEqualTo(new Answer(2, "out\n", "err\n"));
            assertThat(hello.get()).isEqualTo(Hello.command("ring:status"));
        }
    }

    @Test
    void aNodeThatEndsInBetweenIsAFailure() throws Exception {
        try (var server = listen()) {
            var hello = CompletableFuture.supplyAsync(() -> serve(server, false));
            assertThatThrownBy(() -> CommandClient.ask(home, "ring:status"))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("did not answer to the end");
            hello.get();
        }
    }

    @Test
    void whereNoNodeRunsTheNextStepIsNamed() throws IOException {
        assertThatThrownBy(() -> CommandClient.ask(home, "ring:status"))
                .hasMessageContaining("no node runs in " + home)
                .hasMessageContaining("quorate node --home");
        assertThatThrownBy(() -> CommandClient.ask(home.resolve("no"), "ring:status"))
                .hasMessageContaining("there is no folder");
        Files.createDirectory(home.resolve("run"));
        Files.writeString(
                home.resolve("run/quorate.pid"), ProcessHandle.current().pid() + "\n");
        assertThatThrownBy(() -> CommandClient.ask(home, "ring:status")).hasMessageContaining("starting or stopping");
    }

    @Test
    void whateverPvecmCannotDoIsOneBecauseTwoMeansNotQuorate() {
        for (String[] words :
                new String[][] {{}, {"staus"}, {"expected"}, {"expected", "0"}, {"--hom", "x", "nodes"}}) {
            var all = new java.util.ArrayList<>(List.of("--home", home.toString()));
            all.addAll(List.of(words));
            assertThatThrownBy(() -> PvecmProgram.run(all))
                    .isInstanceOfSatisfying(
                            StartException.class, e -> assertThat(e.exitCode()).isEqualTo(1));
        }
    }

    private ServerSocketChannel listen() throws IOException {
        Files.createDirectory(home.resolve("run"));
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(home.resolve("run/shell.sock")));
    }

    private static Hello serve(ServerSocketChannel server, boolean toTheEnd) {
        try (var channel = new FrameChannel(server.accept())) {
            Hello hello = Hello.of(channel.read().orElseThrow());
            channel.write(new Frame(FrameType.STDOUT, "out\n".getBytes(UTF_8)));
            channel.write(new Frame(FrameType.STDERR, "err\n".getBytes(UTF_8)));
            if (toTheEnd) {
                channel.write(Frame.exit(2));
            }
            return hello;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

package org.quorate.shell.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.node.NodeHome;
import org.quorate.shell.command.CommandFailedException;
import org.quorate.shell.wire.Frame;
import org.quorate.shell.wire.FrameChannel;
import org.quorate.shell.wire.FrameType;
import org.quorate.shell.wire.Hello;

class ShellServerTest {
    private static final Semaphore LINGERS = new Semaphore(0);
    private static final Semaphore INTERRUPTED = new Semaphore(0);
    private static final Semaphore MAY_END = new Semaphore(0);
    private static final AtomicBoolean ENDED = new AtomicBoolean();

    private final ThreadIOImpl threadIO = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(threadIO);
    private NodeHome home;
    private ShellServer server;

    @TempDir
    Path folder;

    /** What the commands below are made of. */
    public static final class Commands {
        /** A result. */
        public String greet(String name) {
            return "hello " + name;
        }

        /** A failure. */
        public void refuse() throws CommandFailedException {
            throw new CommandFailedException("not today; try tomorrow");
        }

        /** As many bytes as the input has. */
        public int count() throws IOException {
            return System.in.readAllBytes().length;
        }

        /** The first byte of the input. */
        public int peek() throws IOException {
            return System.in.read();
        }

        /** Until it is interrupted, and may end. */
        public void linger() throws InterruptedException {
            LINGERS.release();
            try {
                new Semaphore(0).acquire();
            } finally {
                INTERRUPTED.release();
                MAY_END.acquireUninterruptibly();
                ENDED.set(true);
            }
        }
    }

    /** Other commands of the same name. */
    public static final class Tree {
        /** A result. */
        public String greet(String name) {
            return name + " in the tree";
        }
    }

    @BeforeEach
    void start() throws IOException {
        threadIO.start();
        for (String function : new String[] {"greet", "refuse", "count", "peek", "linger"}) {
            processor.addCommand("test", new Commands(), function);
        }
        home = new NodeHome(folder, folder.resolve("corosync.conf"), Optional.empty(), Optional.empty());
        server = new ShellServer(home, processor);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        processor.stop();
        threadIO.stop();
    }

    @Test
    void aCommandAnswersItsResultAndZero() throws IOException {
        assertThat(run("greet you")).isEqualTo(new Answer("hello you\n", "", 0));
    }

    @Test
    void eachStatementOfAScriptAnswersAndTheFirstFailureEndsIt() throws IOException {
        assertThat(run("greet a; greet b\nrefuse; greet c"))
                .isEqualTo(new Answer("hello a\nhello b\n", "not today; try tomorrow\n", 1));
    }

    @Test
    void whatTheNodeIsAboutComesBeforeWhatAnyShellHas() throws IOException {
        processor.addCommand("gogo", new Commands(), "greet");
        processor.addCommand("tree", new Tree(), "greet");
        assertThat(run("greet you")).isEqualTo(new Answer("you in the tree\n", "", 0));
        assertThat(run("gogo:greet you")).isEqualTo(new Answer("hello you\n", "", 0));
    }

    @Test
    void aFailureIsOneLineOnStandardErrorAndOne() throws IOException {
        assertThat(run("refuse")).isEqualTo(new Answer("", "not today; try tomorrow\n", 1));
        assertThat(run("nosuch"))
                .isEqualTo(new Answer("", "command not found: nosuch; 'help' lists the commands\n", 1));
        assertThat(run("greet").errors()).startsWith("wrong arguments: ").hasLineCount(1);
        assertThat(run("greet (").exitCode()).isEqualTo(1);
    }

    @Test
    void aPromptSaysWhatItDoesNotKnowInOneLineAndGoesOn() throws IOException {
        try (FrameChannel channel = connect()) {
            assertThat(prompt(channel, "nosuch\ngreet you\n"))
                    .contains("command not found: nosuch; 'help' lists the commands")
                    .doesNotContain("Exception");
        }
    }

    /** What a prompt shows until somebody is greeted. */
    private String prompt(FrameChannel channel, String typed) throws IOException {
        Files.createDirectories(folder.resolve("etc"));
        Files.writeString(folder.resolve("etc/gosh_profile"), "prompt = 'test> '\n"); // ours wants more commands
        channel.write(new Hello(true, "dumb", 80, 24, "").frame());
        channel.write(new Frame(FrameType.STDIN, typed.getBytes(UTF_8)));
        var shown = new StringBuilder();
        while (!shown.toString().contains("hello you")) {
            shown.append(new String(channel.read().orElseThrow().payload(), UTF_8));
        }
        return shown.toString();
    }

    @Test
    void theInputOfTheClientIsThatOfTheCommand() throws IOException {
        try (FrameChannel channel = connect()) {
            channel.write(Hello.command("count").frame());
            byte[] chunk = new byte[100_000];
            channel.write(new Frame(FrameType.STDIN, chunk));
            channel.write(new Frame(FrameType.STDIN, chunk));
            channel.write(new Frame(FrameType.STDIN, new byte[0]));
            assertThat(answer(channel)).isEqualTo(new Answer("200000\n", "", 0));
        }
    }

    @Test
    void inputThatNobodyReadsDisturbsNoCommand() throws IOException {
        try (FrameChannel channel = connect()) {
            channel.write(Hello.command("peek; greet you; peek; greet me").frame());
            for (int i = 0; i < 3; i++) {
                channel.write(new Frame(FrameType.STDIN, new byte[100_000]));
            }
            assertThat(answer(channel).exitCode()).isZero();
        }
    }

    @Test
    void aClientThatSpeaksSomethingElseIsTurnedAwayAndTheNextIsServed() throws IOException {
        try (FrameChannel channel = connect()) {
            channel.write(Frame.exit(0));
            assertThat(channel.read()).isEmpty();
        }
        assertThat(run("greet you").exitCode()).isZero();
    }

    @Test
    void theSocketIsForItsOwnerOnlyAndGoesWithTheServer() throws IOException {
        Path socket = home.run().resolve("shell.sock");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
        server.close();
        assertThat(socket).doesNotExist();
    }

    @Test
    void aStoppedServerHasNoCommandThatStillRuns() throws Exception {
        try (FrameChannel channel = connect()) {
            ENDED.set(false);
            channel.write(Hello.command("linger").frame());
            LINGERS.acquire();
            var closing = Thread.ofPlatform().start(this::close);
            INTERRUPTED.acquire();
            assertThat(ENDED).isFalse();
            MAY_END.release();
            closing.join();
            assertThat(ENDED).isTrue();
        }
    }

    @Test
    void aStoppedServerHasNoPromptThatStillWaits() throws Exception {
        var warnings = new CopyOnWriteArrayList<String>();
        var logger = Logger.getLogger(ShellServer.class.getName());
        Filter before = logger.getFilter();
        logger.setFilter(logged -> warnings.add(logged.getMessage()));
        try (FrameChannel channel = connect()) {
            prompt(channel, "greet you\n");
            server.close();
            assertThat(warnings).isEmpty();
        } finally {
            logger.setFilter(before);
        }
    }

    private void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void withALongPathTheSocketIsElsewhereAndAFileSaysWhere() throws IOException {
        Path far = folder.resolve("x".repeat(60)).resolve("y".repeat(60));
        var place = SocketPlace.in(far);
        assertThat(place.socket().toString()).hasSizeLessThan(108);
        assertThat(far.resolve("shell.sock.path")).hasContent(place.socket().toString());
        place.remove();
        assertThat(far.resolve("shell.sock.path")).doesNotExist();
        assertThat(place.socket().getParent()).doesNotExist();
    }

    private record Answer(String output, String errors, int exitCode) {}

    private Answer run(String command) throws IOException {
        try (FrameChannel channel = connect()) {
            channel.write(Hello.command(command).frame());
            return answer(channel);
        }
    }

    private static Answer answer(FrameChannel channel) throws IOException {
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        while (true) {
            Frame frame = channel.read().orElseThrow();
            switch (frame.type()) {
                case STDOUT -> output.write(frame.payload());
                case STDERR -> errors.write(frame.payload());
                case EXIT -> {
                    return new Answer(
                            output.toString(UTF_8),
                            errors.toString(UTF_8),
                            frame.reader().getInt());
                }
                case HELLO, STDIN, WINDOW -> throw new AssertionError(frame.type());
            }
        }
    }

    private FrameChannel connect() throws IOException {
        return new FrameChannel(
                SocketChannel.open(UnixDomainSocketAddress.of(home.run().resolve("shell.sock"))));
    }
}

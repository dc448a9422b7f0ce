package org.quorate.shell.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jline.reader.LineReader;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.quorate.node.NodeHome;
import org.quorate.shell.command.CommandFailedException;
import org.quorate.shell.command.SessionCommands;
import org.quorate.shell.result.ExitCodes;
import org.quorate.shell.wire.Frame;
import org.quorate.shell.wire.FrameChannel;
import org.quorate.shell.wire.FrameType;
import org.quorate.shell.wire.Hello;

/**
 * A prompt on the terminal of a client: the client's end is raw, the line discipline (echo, interrupt, end of file) is
 * here.
 */
final class PromptSession {
    private static final Logger LOG = System.getLogger(PromptSession.class.getName());
    private static final Size USUAL = new Size(80, 24);

    private final FrameChannel channel;
    private final CommandProcessor processor;
    private final NodeHome home;

    PromptSession(FrameChannel channel, CommandProcessor processor, NodeHome home) {
        this.channel = channel;
        this.processor = processor;
        this.home = home;
    }

    int run(Hello hello) throws IOException {
        var shell = new NodeShell(home, processor);
        try (var terminal = new LineDisciplineTerminal(
                        "quorate", hello.term(), FrameOutput.buffered(channel, FrameType.STDOUT), UTF_8);
                CommandSession session =
                        processor.createSession(terminal.input(), terminal.output(), terminal.output())) {
            resize(terminal, hello.columns(), hello.rows());
            session.put(".terminal", terminal);
            session.put("SCOPE", Conversation.SCOPES);
            session.put(LineReader.HISTORY_FILE, home.run().resolve("shell.history"));
            session.put(SessionCommands.LEAVE, (Runnable) shell::stop);
            session.put("default", (Function) PromptSession::unknown); // what Gogo calls when it knows no such command
            Thread.ofVirtual().name("shell-input").start(() -> pump(terminal, shell));
            shell.gosh(session, new String[] {"--login", "--noshutdown", "--nohistory"});
            return ExitCodes.OK;
        } catch (IOException e) {
            throw e;
        } catch (Exception e) { // gosh declares no less
            LOG.log(Level.WARNING, "shell: a session ended: {0}", Failure.text(e));
            return ExitCodes.FAILED;
        }
    }

    private static Object unknown(CommandSession session, List<Object> words) throws CommandFailedException {
        throw new CommandFailedException(Failure.unknown(String.valueOf(words.getFirst())));
    }

    /** Until the client is gone, which ends the session. */
    private void pump(LineDisciplineTerminal terminal, NodeShell shell) {
        try {
            for (Optional<Frame> frame = channel.read(); frame.isPresent(); frame = channel.read()) {
                byte[] payload = frame.get().payload();
                if (frame.get().type() == FrameType.WINDOW && payload.length == 2 * Short.BYTES) {
                    ByteBuffer size = frame.get().reader();
                    resize(terminal, Short.toUnsignedInt(size.getShort()), Short.toUnsignedInt(size.getShort()));
                    terminal.raise(Terminal.Signal.WINCH);
                } else if (frame.get().type() == FrameType.STDIN && payload.length > 0) {
                    terminal.processInputBytes(payload);
                }
            }
        } catch (IOException _) {
            // the conversation was ended from this side
        }
        shell.stop();
        try {
            terminal.close(); // for whoever reads from it
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "shell: a terminal: {0}", e.getMessage());
        }
    }

    /** A client that does not know its size says 0. */
    private static void resize(Terminal terminal, int columns, int rows) {
        terminal.setSize(new Size(columns > 0 ? columns : USUAL.getColumns(), rows > 0 ? rows : USUAL.getRows()));
    }
}

package org.quorate.shell.server;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;
import org.quorate.shell.result.ExitCodes;
import org.quorate.shell.result.ProgramResult;
import org.quorate.shell.wire.Frame;
import org.quorate.shell.wire.FrameChannel;
import org.quorate.shell.wire.FrameType;

/** One command for a script: plain output, an exit code, failures in one line. */
final class CommandRun {
    private static final int INPUT_BUFFER_BYTES = 64 * 1024;

    private final FrameChannel channel;
    private final CommandProcessor processor;

    CommandRun(FrameChannel channel, CommandProcessor processor) {
        this.channel = channel;
        this.processor = processor;
    }

    int run(String command) {
        PrintStream out = FrameOutput.printer(channel, FrameType.STDOUT);
        PrintStream err = FrameOutput.printer(channel, FrameType.STDERR);
        var input = new PipedOutputStream();
        try (var in = new PipedInputStream(input, INPUT_BUFFER_BYTES);
                CommandSession session = processor.createSession(in, out, err)) {
            session.put("SCOPE", Conversation.SCOPES);
            Thread.ofVirtual().name("shell-input").start(() -> pump(session, input));
            int code = ExitCodes.OK;
            for (String statement : Script.statements(command)) {
                Object result = session.execute(statement);
                if (result instanceof ProgramResult program) {
                    err.print(program.errors());
                    err.flush();
                    out.print(program.output());
                } else {
                    print(session, result, out);
                }
                code = ExitCodes.of(result);
            }
            return code;
        } catch (Exception | LinkageError | AssertionError e) { // of the command, not of the shell
            err.println(Failure.text(e));
            return ExitCodes.FAILED;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static void print(CommandSession session, @Nullable Object result, PrintStream out) {
        if (result == null) {
            return;
        }
        CharSequence text = session.format(result, Converter.INSPECT);
        if (!text.isEmpty()) {
            out.println(text);
        }
    }

    /** Until the client is gone, which ends the session: what runs in it is interrupted, and nothing more begins. */
    private void pump(CommandSession session, PipedOutputStream input) {
        try (input) {
            for (Optional<Frame> frame = channel.read(); frame.isPresent(); frame = channel.read()) {
                if (frame.get().type() == FrameType.STDIN) { // else a window without a prompt
                    feed(input, frame.get().payload());
                }
            }
        } catch (IOException _) {
            // the conversation is over
        }
        session.close();
    }

    private static void feed(PipedOutputStream input, byte[] bytes) {
        try {
            if (bytes.length == 0) {
                input.close();
            } else {
                input.write(bytes);
                input.flush();
            }
        } catch (IOException _) {
            // no command reads it any more
        }
    }
}

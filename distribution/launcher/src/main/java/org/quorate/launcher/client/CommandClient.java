package org.quorate.launcher.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.quorate.launcher.StartException;
import org.quorate.shell.wire.Frame;
import org.quorate.shell.wire.FrameChannel;
import org.quorate.shell.wire.FrameType;
import org.quorate.shell.wire.Hello;

/** Runs one command in the shell of a node. */
public final class CommandClient {
    private static final int CHUNK_BYTES = 32 * 1024;

    private CommandClient() {}

    /** The command whose output is what the other one answers, as JSON. */
    static String json(String command) {
        return "json (" + command + ")";
    }

    /** What a command answered, as text. */
    public record Answer(int exitCode, String output, String errors) {}

    /**
     * Runs a command without input and collects what it writes.
     *
     * @throws StartException if no node answers
     */
    public static Answer ask(Path home, String command) throws StartException {
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        int code = run(home, command, InputStream.nullInputStream(), output, errors);
        return new Answer(code, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }

    /**
     * Runs a command on the given streams.
     *
     * @return the exit code
     * @throws StartException if no node answers, or it ends in between
     */
    static int run(Path home, String command, InputStream input, OutputStream output, OutputStream errors)
            throws StartException {
        try (FrameChannel channel = NodeSocket.connect(home)) {
            channel.write(Hello.command(command).frame());
            Thread.ofPlatform().daemon().name("input").start(() -> forward(input, channel));
            for (Optional<Frame> frame = channel.read(); frame.isPresent(); frame = channel.read()) {
                switch (frame.get().type()) {
                    case STDOUT -> output.write(frame.get().payload());
                    case STDERR -> errors.write(frame.get().payload());
                    case EXIT -> {
                        return frame.get().reader().getInt();
                    }
                    case HELLO, STDIN, WINDOW ->
                        throw new IOException("unexpected " + frame.get().type());
                }
            }
            throw new IOException("it ended the conversation");
        } catch (IOException e) {
            throw StartException.environment(
                    "the node in " + home + " did not answer to the end (" + e.getMessage() + "); is it stopping?");
        }
    }

    /** To the end of the input, or until nobody wants it. */
    static void forward(InputStream input, FrameChannel channel) {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            for (int length = input.read(chunk); length > 0; length = input.read(chunk)) {
                channel.write(FrameType.STDIN, chunk, 0, length);
            }
            channel.write(FrameType.STDIN, chunk, 0, 0);
        } catch (IOException _) {
            // the command has ended without reading all
        }
    }
}

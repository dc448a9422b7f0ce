package org.quorate.shell.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * What a client wants. On the wire, little endian:
 *
 * <pre>
 * |  version = 1, 8 bits  |  interactive 0|1, 8 bits  |  columns, 16 bits  |  rows, 16 bits  |
 * |  length of term, 16 bits  |  term, UTF-8  |  length of command, 32 bits  |  command, UTF-8  |
 * </pre>
 *
 * @param interactive a prompt is wanted; else the command is run
 * @param term type of the client's terminal, as in {@code TERM}
 * @param columns of its window, 0 if unknown
 * @param rows of its window, 0 if unknown
 * @param command for Gogo; empty if interactive
 */
public record Hello(boolean interactive, String term, int columns, int rows, String command) {
    private static final int VERSION = 1;

    /** A conversation that runs one command. */
    public static Hello command(String command) {
        return new Hello(false, "dumb", 0, 0, command);
    }

    /** The frame that begins the conversation. */
    public Frame frame() {
        byte[] termBytes = term.getBytes(UTF_8);
        byte[] commandBytes = command.getBytes(UTF_8);
        ByteBuffer out = Frame.buffer(12 + termBytes.length + commandBytes.length)
                .put((byte) VERSION)
                .put((byte) (interactive ? 1 : 0))
                .putShort((short) columns)
                .putShort((short) rows)
                .putShort((short) termBytes.length)
                .put(termBytes)
                .putInt(commandBytes.length)
                .put(commandBytes);
        return new Frame(FrameType.HELLO, out.array());
    }

    /**
     * Reads it back.
     *
     * @throws MalformedFrameException if the frame is another, or of a client of another version
     */
    public static Hello of(Frame frame) throws MalformedFrameException {
        if (frame.type() != FrameType.HELLO) {
            throw new MalformedFrameException("a conversation begins with HELLO, not " + frame.type());
        }
        ByteBuffer in = frame.reader();
        try {
            int version = in.get();
            if (version != VERSION) {
                throw new MalformedFrameException("client of version " + version + ", this node speaks " + VERSION);
            }
            boolean interactive = in.get() == 1;
            int columns = Short.toUnsignedInt(in.getShort());
            int rows = Short.toUnsignedInt(in.getShort());
            String term = text(in, Short.toUnsignedInt(in.getShort()));
            return new Hello(interactive, term, columns, rows, text(in, in.getInt()));
        } catch (BufferUnderflowException _) {
            throw new MalformedFrameException("HELLO is cut short");
        }
    }

    /** Checked before anything is allocated: the length comes from outside. */
    private static String text(ByteBuffer in, int length) throws MalformedFrameException {
        if (length < 0 || length > in.remaining()) {
            throw new MalformedFrameException("length of a text in HELLO: " + length);
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, UTF_8);
    }
}

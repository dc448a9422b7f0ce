package org.quorate.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that was read, with the problems of its lines. What could be read is kept, so that the rest can be checked in
 * the same go.
 *
 * @param nested whether what stands in which section is certain; if not, to check it would only mislead
 */
record ConfReading(CorosyncConf document, boolean nested, Findings findings) {
    /** Far more than a nodelist of a thousand nodes needs. */
    private static final int MAX_BYTES = 1 << 20;

    static ConfReading of(String text, String fileName, Charset charset) {
        List<String> lines = lines(text);
        var findings = new Findings(fileName);
        var result = ConfParser.parse(lines, charset, findings);
        return new ConfReading(new CorosyncConf(fileName, charset, lines, result.root()), result.nested(), findings);
    }

    static ConfReading of(Path file) throws ConfigurationException {
        byte[] bytes = bytes(file);
        try {
            // the decoder reports what is not UTF-8
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return of(text, file.toString(), StandardCharsets.UTF_8);
        } catch (CharacterCodingException notUtf8) {
            return of(new String(bytes, StandardCharsets.ISO_8859_1), file.toString(), StandardCharsets.ISO_8859_1);
        }
    }

    /** The document, if all its lines are good. */
    CorosyncConf complete() throws ConfigurationException {
        findings.throwIfAny();
        return document;
    }

    private static byte[] bytes(Path file) throws ConfigurationException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw unreadable(file, "must be at most " + MAX_BYTES + " bytes long", "");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw unreadable(file, "does not exist", "create it, or name the file of this node");
        } catch (AccessDeniedException e) {
            throw unreadable(file, "cannot be read: permission denied", "let this user read it");
        } catch (IOException e) {
            throw unreadable(file, "cannot be read: " + e.getMessage(), "check the file and its rights");
        }
    }

    private static ConfigurationException unreadable(Path file, String message, String nextStep) {
        return new ConfigurationException(List.of(new Problem(file.toString(), 0, "", "", message, nextStep)));
    }

    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(from, to));
            from = to;
        }
        return lines;
    }
}

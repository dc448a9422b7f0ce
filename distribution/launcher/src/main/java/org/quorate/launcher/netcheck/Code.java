package org.quorate.launcher.netcheck;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import org.quorate.launcher.StartException;

/** The code of one check, which people read to each other: 60 bits, without letters that look alike. */
final class Code {
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int LENGTH = 12;
    private static final int GROUP = 4;

    /** Of a line that is typed. */
    private static final int MOST_TYPED = 64;

    private Code() {}

    static String make() {
        var random = new SecureRandom();
        var code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            if (i > 0 && i % GROUP == 0) {
                code.append('-');
            }
            code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    /** The given one, else what is typed: it need not stand in the list of processes. */
    static String of(Optional<String> given) throws StartException {
        return given.isPresent() ? given.get() : typed();
    }

    private static String typed() throws StartException {
        System.err.print("Code that the other side shows: ");
        System.err.flush();
        var line = new StringBuilder();
        try {
            for (int letter = System.in.read();
                    letter > '\n' && line.length() < MOST_TYPED;
                    letter = System.in.read()) {
                line.append((char) letter);
            }
        } catch (IOException _) {
            line.setLength(0);
        }
        if (line.isEmpty()) {
            throw StartException.usage(NetcheckOptions.COMMAND + ": --code CODE is missing: the one that"
                    + " 'quorate netcheck --listen ADDR' shows on the other machine");
        }
        return line.toString();
    }
}

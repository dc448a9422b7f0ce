package org.quorate.launcher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.quorate.launcher.StartException;

/**
 * Resident memory of a process, in megabytes of 10^6 bytes.
 *
 * @param now at this moment
 * @param peak the most it ever was, as the kernel keeps it
 */
record Memory(double now, double peak) {
    private static final double KIB_IN_MEGABYTES = 1024 / 1e6;

    static Memory of(Process process) throws StartException {
        try {
            return parse(Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")));
        } catch (IOException e) {
            throw StartException.environment(
                    "the memory of process " + process.pid() + " is not known; has it ended? " + e.getMessage());
        }
    }

    static Memory parse(List<String> status) throws StartException {
        return new Memory(megabytes(status, "VmRSS:"), megabytes(status, "VmHWM:"));
    }

    private static double megabytes(List<String> status, String key) throws StartException {
        for (String line : status) {
            String[] fields = line.split("\\s+");
            if (fields[0].equals(key) && fields.length > 1) {
                return Long.parseLong(fields[1]) * KIB_IN_MEGABYTES;
            }
        }
        throw StartException.environment("the status of a process has no " + key + " is this Linux?");
    }
}

package org.quorate.launcher.bench;

import java.util.List;
import java.util.OptionalDouble;
import org.quorate.launcher.StartException;

/** A cluster that can be measured. One thread calls it; nodes are numbered from 1. */
interface Contender {
    /**
     * What was delivered, the mean over the nodes.
     *
     * @param messages in a second
     * @param megabytes in a second, of 10^6 bytes
     * @param cores processors that all nodes together were using, mean over the window
     * @param rotationMicros of the token, the mean; absent where it is not known
     * @param gcMillis pauses of the garbage collectors of all nodes; none where there are no collectors
     */
    record Throughput(
            double messages, double megabytes, double cores, OptionalDouble rotationMicros, List<Double> gcMillis) {
        /** Absent if nothing was delivered. */
        OptionalDouble cpuSecondsPerGigabyte() {
            return megabytes > 0 ? OptionalDouble.of(cores / megabytes * 1000) : OptionalDouble.empty();
        }
    }

    /** From sending to delivery at the sender, in microseconds. */
    record Latency(double p50, double p99) {}

    /** Whose figures these are. */
    Side side();

    /** Name and version. */
    String name();

    /** The token timeout in force, in milliseconds. */
    int tokenMillis() throws StartException;

    /** Starts all at once; answers the seconds until the slowest was quorate in a ring of all. */
    double startAll() throws StartException, InterruptedException;

    /**
     * Of the start of all: the seconds from the moment when each node had its transport open until the slowest was in a ring of
     * all. Absent where that is not told.
     */
    OptionalDouble formed() throws StartException;

    /** Stops a node in order, then starts it; answers the seconds until it was quorate in a ring of all. */
    double restart(int node) throws StartException, InterruptedException;

    /** Loads the ring. The first {@code senders} nodes send. */
    Throughput throughput(int sizeBytes, int senders, int warmSeconds, int seconds)
            throws StartException, InterruptedException;

    /** One message outstanding, sent by one node; so many milliseconds after the one before was delivered. */
    Latency latency(int node, int sizeBytes, int count, int pauseMillis, int warmSeconds)
            throws StartException, InterruptedException;

    /** The longest of so many, in seconds, sent by that node; nodes may be asked side by side. */
    double longest(int node, int sizeBytes, int count, int pauseMillis) throws StartException, InterruptedException;

    /** Which ring node 1 is in: another text after each change of membership. */
    String ring() throws StartException;

    /** Of each node that runs. */
    List<Memory> memory() throws StartException;

    /** Kills a node; answers the seconds until node 1 was in a ring without it. */
    double kill(int node) throws StartException, InterruptedException;

    /** Stops all nodes. */
    void stop() throws InterruptedException;
}

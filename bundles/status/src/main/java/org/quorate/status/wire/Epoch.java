package org.quorate.status.wire;

/**
 * One exchange of states, named by who began it.
 *
 * @param counter of exchanges in that process
 * @param timeSeconds by the clock of that process, unsigned
 * @param nodeId of that process, unsigned
 * @param pid of that process, unsigned
 */
public record Epoch(int counter, int timeSeconds, int nodeId, int pid) {}

package org.quorate.netcheck.probe;

import java.net.InetSocketAddress;
import org.quorate.netcheck.CheckPlan;

/**
 * A packet of a check.
 *
 * @param instance a random number of the run of the sender
 * @param sequence from 1; those to a group have a sequence of their own
 * @param sentNanos by the clock of the sender
 * @param echoNanos {@code sentNanos} of the last packet that the sender had from the receiver; 0 if there was none
 * @param heldNanos since that had come
 * @param plan what the sender does; who listens does the same
 * @param from name of the sender
 * @param to name of the node that it is meant for; empty if the sender knows only an address
 * @param address of the sender, as it knows it itself
 * @param sent by the sender to the receiver until now
 * @param heard by the sender of the receiver until now
 */
record Probe(
        ProbeKind kind,
        long instance,
        int sequence,
        long sentNanos,
        long echoNanos,
        long heldNanos,
        CheckPlan plan,
        String from,
        String to,
        InetSocketAddress address,
        Sent sent,
        Heard heard) {}

package org.quorate.netcheck.probe;

import java.net.InetSocketAddress;

/**
 * What one of two nodes knows of the other on one link.
 *
 * @param node the one that knows
 * @param other the other one
 * @param own address of the node
 * @param target address of the other
 * @param sender about the direction to the other
 * @param heard about the direction from the other
 */
record Half(
        String node,
        String other,
        int link,
        InetSocketAddress own,
        InetSocketAddress target,
        Sender sender,
        Heard heard) {}

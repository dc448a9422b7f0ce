package org.quorate.ring;

/**
 * One link to one node.
 *
 * @param link number of the network, 0-7
 * @param nodeId the node at the other end
 * @param address its address there, as text
 * @param connected whether packets were heard from it of late; always true for the local node
 */
public record LinkStatus(int link, int nodeId, String address, boolean connected) {}

package org.quorate.totem.frame;

/**
 * A frame that goes around a cut link, by way of one other node.
 *
 * @param sender of this hop
 * @param origin who sends the frame to the target
 * @param frame one of the ring's own
 */
public record Relayed(int sender, int origin, int target, Frame frame) implements Frame {}

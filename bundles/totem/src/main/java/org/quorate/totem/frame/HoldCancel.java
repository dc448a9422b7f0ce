package org.quorate.totem.frame;

/** "I have something to send": asks the representative of an idle ring to let the token go. */
public record HoldCancel(int sender, RingId ring) implements Frame {}

package org.quorate.totem.frame;

/** "I represent this ring": lets rings that were apart find each other. */
public record MergeDetect(int sender, int originator, RingId ring) implements Frame {}

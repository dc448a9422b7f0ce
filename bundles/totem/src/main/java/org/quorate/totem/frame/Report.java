package org.quorate.totem.frame;

import java.util.List;

/**
 * Whom a node hears of late. Only Quorate nodes send and understand it.
 *
 * @param hears whose reports came
 * @param heardBy those of them who hear the sender
 */
public record Report(int sender, List<Integer> hears, List<Integer> heardBy) implements Frame {}

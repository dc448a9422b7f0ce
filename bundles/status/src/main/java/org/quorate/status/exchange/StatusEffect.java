package org.quorate.status.exchange;

import org.quorate.status.wire.Frame;

/** Everything an exchange asks of its host. A batch is carried out in order. */
public sealed interface StatusEffect {
    /** Send to the group, after all that was asked to be sent before. Nobody waits for it. */
    record Send(Frame frame) implements StatusEffect {}

    /** Call back after a delay, in place of what was armed before. */
    record Arm(long token, long delayNanos) implements StatusEffect {}

    /** Another phase. */
    record Moved(Phase from, Phase to, String why) implements StatusEffect {}

    /** Leave the group; it is no use to come back. */
    record Leave(String why) implements StatusEffect {}

    /** Something that an operator may want to know. */
    record Report(String text) implements StatusEffect {}
}

package org.quorate.netcheck;

/**
 * Something that is wrong.
 *
 * @param failed whether the network is not ready for a cluster; else it is worth knowing
 * @param text what was seen
 * @param nextStep what to do about it
 */
public record Finding(Defect defect, boolean failed, String text, String nextStep) {
    @Override
    public String toString() {
        return text + "; " + nextStep;
    }
}

package org.quorate.simulator.mutant;

import java.util.ArrayList;
import java.util.List;

/** The cores with other first numbers on each new ring: of packets, and of the token. */
public final class Wrapped {
    private Wrapped() {}

    /** The first failure among so many seeds; empty if there is none. */
    public static String hunt(int first, int seeds) throws ReflectiveOperationException {
        return (String) new MutantLoader(beginningWith(first)).call(Hunt.class, "firstFailure", seeds);
    }

    /** What disturbs a quiet ring; empty if nothing does. */
    public static String disturbance(int first) throws ReflectiveOperationException {
        return (String) new MutantLoader(beginningWith(first)).call(Hunt.class, "disturbance");
    }

    /** The same, where numbers are compared as if they never wrapped. */
    public static String disturbanceWithoutWrap(int first) throws ReflectiveOperationException {
        var edits = beginningWith(first);
        edits.add(Edit.body("totem.Sequences", "less", code -> {
            var yes = code.newLabel();
            code.iload(0)
                    .iload(1)
                    .if_icmplt(yes)
                    .iconst_0()
                    .ireturn()
                    .labelBinding(yes)
                    .iconst_1()
                    .ireturn();
        }));
        return (String) new MutantLoader(edits).call(Hunt.class, "disturbance");
    }

    private static List<Edit> beginningWith(int first) {
        return new ArrayList<>(List.of(
                Edit.constant("totem.Ring", "originateToken", 0, 0, first), // of packets
                Edit.constant("totem.Ring", "originateToken", 0, 0, first), // of the token: the first is no 0 any more
                Edit.constant("totem.Ring", "originateToken", -1, 0, first - 1),
                Edit.constant("totem.TokenPath", "beginRecovery", 0, 0, first),
                Edit.constant("totem.TokenPath", "beginRecovery", 0, 0, first),
                Edit.constant("totem.TokenPath", "beginRecovery", -1, 0, first - 1),
                Edit.constant("totem.TokenPath", "takeRecovered", 1, 0, first + 1),
                Edit.constant("totem.TokenPath", "endRecovery", 0, 0, first),
                Edit.constant("totem.TokenPath", "endRecovery", 0, 0, first),
                Edit.constant("totem.TokenPath", "endRecovery", 1, 0, first + 1),
                Edit.constant("totem.ReceiveWindow", "clear", 0, 1, first)));
    }
}

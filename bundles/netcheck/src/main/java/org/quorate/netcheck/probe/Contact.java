package org.quorate.netcheck.probe;

import org.quorate.netcheck.Defect;
import org.quorate.netcheck.Finding;

/** Why nothing arrives, by what the sender has seen. */
final class Contact {
    /** One may have been under way when the other node began to listen. */
    private static final int MANY_DENIALS = 3;

    private Contact() {}

    static Finding lost(Half half) {
        var sender = half.sender();
        var other = half.other();
        var target = Addresses.text(half.target());
        var place = target + ", UDP port " + half.target().getPort();
        var claimed = sender.claimed().map(Addresses::text);
        if (claimed.isPresent() && !claimed.get().equals(target)) {
            return failed(
                    Defect.WRONG_ADDRESS,
                    "the address of " + other + " is " + claimed.get() + ", but packets for it go to " + target,
                    "correct the name or address of " + other + " in /etc/hosts, DNS or corosync.conf of "
                            + half.node());
        }
        if (sender.denied() >= MANY_DENIALS) {
            return failed(
                    Defect.DUPLICATE_ADDRESS,
                    "another machine than " + other + " answers for " + target,
                    "find out who has the address (ip neigh, arping -D) and give it to one machine only");
        }
        if (sender.refusal().isPresent()) {
            return failed(
                    Defect.REFUSED_HERE,
                    half.node() + " itself does not let packets out to " + place + " ("
                            + sender.refusal().get() + ")",
                    "look at its firewall and routes (nft list ruleset, ip route get " + target + ")");
        }
        if (half.heard().anything()) {
            return failed(
                    Defect.ONE_WAY,
                    "one way only: nothing that " + half.node() + " sends arrives at " + other + ", but what " + other
                            + " sends arrives",
                    "look at the firewall of " + other + " for UDP port "
                            + half.target().getPort()
                            + ", and at a port or cable of the switch that has failed in one direction");
        }
        if (sender.unreachable() > 0) {
            return failed(
                    Defect.NOBODY_LISTENS,
                    "the machine at " + target + " says that nobody listens on UDP port "
                            + half.target().getPort(),
                    "start the check there, too, or correct the port; a firewall that rejects says the same");
        }
        if (sender.machineAnswers()) {
            return failed(
                    Defect.PORT_BLOCKED,
                    "the machine at " + target + " answers ping, but nothing comes through on UDP port "
                            + half.target().getPort(),
                    "let UDP ports 5405 to 5412 through the firewalls on both machines and between them,"
                            + " and see that the check runs there");
        }
        return failed(
                Defect.SILENT,
                "nothing is heard from " + place + ", and its machine does not answer ping",
                "see that it is up, that both are in one network (ip addr), and that cable and VLAN are right");
    }

    private static Finding failed(Defect defect, String text, String nextStep) {
        return new Finding(defect, true, text, nextStep);
    }
}

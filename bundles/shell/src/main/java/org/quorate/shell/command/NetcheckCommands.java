package org.quorate.shell.command;

import java.util.List;
import java.util.TreeSet;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quorate.netcheck.CheckException;
import org.quorate.netcheck.CheckPlan;
import org.quorate.netcheck.NetworkCheck;
import org.quorate.shell.result.NetcheckResult;

/** The network between the members. */
@Component(service = NetcheckCommands.class)
@GogoCommand(scope = "pvecm", function = "netcheck")
public final class NetcheckCommands {
    private static final String USUAL_COUNT = "10000";

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable NetworkCheck check;

    /** Half a minute; with the long test ten minutes more. */
    @Descriptor("Measures the network between the members: is it fit for a cluster?")
    public NetcheckResult netcheck(
            @Descriptor("ten minutes more, for multicast that ends after five")
                    @Parameter(
                            names = {"-l", "--long"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean lengthy,
            @Descriptor("a fault of multicast is a fault, though the transport is not udp")
                    @Parameter(
                            names = {"-m", "--multicast"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean multicast,
            @Descriptor("for programs")
                    @Parameter(
                            names = {"-j", "--json"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean json,
            @Descriptor("packets of the rate test")
                    @Parameter(
                            names = {"-c", "--count"},
                            absentValue = USUAL_COUNT)
                    int count,
            @Descriptor("names or ids of the nodes beside this one; all members unless given") String[] nodes)
            throws CommandFailedException, InterruptedException {
        try {
            var usual = lengthy ? CheckPlan.USUAL.lengthy() : CheckPlan.USUAL;
            var plan = new CheckPlan(
                    count, usual.intervalMicros(), usual.longCount(), usual.longIntervalMillis(), multicast);
            var report = Required.service(check, "network check").check(plan, new TreeSet<>(List.of(nodes)));
            return new NetcheckResult(report, json);
        } catch (IllegalArgumentException | CheckException e) {
            throw new CommandFailedException("netcheck: " + e.getMessage());
        }
    }
}

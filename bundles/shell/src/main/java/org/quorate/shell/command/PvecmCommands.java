package org.quorate.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.AuthKey;
import org.quorate.config.ClusterConfig;
import org.quorate.config.plan.Plan;
import org.quorate.quorum.Quorum;
import org.quorate.quorum.QuorumRefusedException;
import org.quorate.shell.result.ClusterReport;
import org.quorate.shell.result.ClusterReport.ClusterInformation;
import org.quorate.shell.result.MembershipReport;

/** Those commands of {@code pvecm} that there are. */
@Component(service = PvecmCommands.class)
@GogoCommand(
        scope = "pvecm",
        function = {"status", "nodes", "expected", "config", "keygen"})
public final class PvecmCommands {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Quorum quorum;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ActiveConfiguration configuration;

    /** The whole report. */
    @Descriptor("Shows cluster, votes and members, as Proxmox VE does")
    public ClusterReport status() throws CommandFailedException {
        return new ClusterReport(information(), quorum().status(), ZonedDateTime.now());
    }

    /** Members only. */
    @Descriptor("Lists the members with their votes")
    public MembershipReport nodes() throws CommandFailedException {
        return new MembershipReport(quorum().status());
    }

    /** For this partition, until the next restart. */
    @Descriptor("Sets the expected votes of this partition until more votes appear or it is restarted")
    public void expected(@Descriptor("votes, at least 1") int votes) throws CommandFailedException {
        if (votes < 1) {
            throw new CommandFailedException("expected votes: found " + votes + ", must be at least 1");
        }
        try {
            quorum().expectVotes(votes);
        } catch (QuorumRefusedException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
    }

    /** {@code config plan FILE}. */
    @Descriptor("Shows the steps from the configuration in use to that of a file, and does none of them")
    public Plan config(@Descriptor("plan") String verb, @Descriptor("path of the file") String file)
            throws CommandFailedException {
        if (!verb.equals("plan")) {
            throw new CommandFailedException("config: found \"" + verb + "\", must be plan");
        }
        return ConfigCommands.planned(Required.service(configuration, "configuration"), file);
    }

    /** On this machine; the other nodes need a copy of it. */
    @Descriptor("Writes a new key for the cluster, of 256 bytes, that only its owner can read")
    public void keygen(@Descriptor("path of the file, which must not be there") String file)
            throws CommandFailedException {
        try {
            AuthKey.generate(Path.of(file), AuthKey.USUAL_BYTES, false);
        } catch (IOException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
    }

    private Quorum quorum() throws CommandFailedException {
        return Required.service(quorum, "quorum");
    }

    private Optional<ClusterInformation> information() {
        return Optional.ofNullable(configuration).map(active -> {
            ClusterConfig cluster = active.cluster();
            return new ClusterInformation(
                    cluster.clusterName(),
                    cluster.configVersion(),
                    cluster.totem().transport(),
                    cluster.totem().encrypted());
        });
    }
}

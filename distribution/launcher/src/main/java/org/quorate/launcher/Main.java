package org.quorate.launcher;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.quorate.launcher.bench.BenchProgram;
import org.quorate.launcher.client.CorosyncTool;
import org.quorate.launcher.client.PvecmProgram;
import org.quorate.launcher.client.ShellProgram;
import org.quorate.launcher.demo.DemoProgram;
import org.quorate.launcher.netcheck.NetcheckProgram;
import org.quorate.launcher.simulate.SimulateProgram;

/** The program {@code quorate}: the first word is the command. */
public final class Main {
    private static final String HELP = """
            usage: quorate COMMAND [OPTIONS]

              demo   [--nodes N] [--transport %1$s] [--dir DIR] [--no-mount] [--detach]
                     start nodes on this machine, three by default, and wait until they form a cluster
              demo   --stop [--dir DIR]
                     stop them
              node   --home DIR [--config FILE] [--name NAME] [--mount DIR]
                     [--engine totem|corosync|local | --local]
                     run one node in the foreground; FILE is etc/corosync.conf in DIR unless given; with engine
                     corosync, the corosync daemon of this machine has the ring; local is a node without its cluster
              shell  --home DIR [[--json] -c COMMAND]
                     open the shell of a running node, or run one command in it
              pvecm  --home DIR [--json] status | nodes | expected N
                     as Proxmox VE's pvecm
              corosync-cfgtool, corosync-quorumtool, corosync-cmapctl  --home DIR [--json] [OPTIONS]
                     as the programs of corosync; -h lists their options
              netcheck --listen ADDR[:PORT] [--wait SECONDS]
                     show a code and wait until another machine measures the network to this one
              netcheck [--code CODE] ADDR[:PORT]... | --config FILE [--name NAME] [NODE...]
                     [--long] [--multicast] [--count N] [--interval MS] [--wait SECONDS] [--json]
                     is the network fit for a cluster? With machines that listen, or with all of a corosync.conf that
                     are started with the same code; exit code 1 if not
              bench  [--only ring,files,start,failure] [--seconds T] [--sizes LIST] [--repeat N] [--dir DIR] [--json]
                     [--transport %1$s [--crypto CIPHER/HASH]]
                     [--peer-scripts DIR [--in-namespaces | --on-loopback] [--loss LIST]]
                     measure a cluster of three nodes on this machine, beside corosync if DIR has scripts to run it
              simulate [--seeds N] [--minutes M | --seconds S] [--nodes K] [--fault CLASS,...] [--from SEED] [--threads T]
                     [--json], or --seed SEED [--trace]
                     whole nodes in simulated worlds with faults; exit code 3 if an invariant is violated
              help   this text
            """.formatted(Transports.TEXT);

    private Main() {}

    /** Ends the process with the exit code of the command. */
    public static void main(String[] words) {
        int code;
        try {
            code = run(Arrays.asList(words));
        } catch (StartException e) {
            for (String line : e.lines()) {
                System.err.println("quorate: " + line);
            }
            code = e.exitCode();
        }
        System.out.flush();
        System.exit(code);
    }

    private static int run(List<String> words) throws StartException {
        String command = words.isEmpty() ? "help" : words.getFirst();
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        return switch (command) {
            case "node" -> NodeProgram.run(distribution(), rest);
            case "demo" -> DemoProgram.run(distribution(), rest);
            case "shell" -> ShellProgram.run(rest);
            case "pvecm" -> PvecmProgram.run(rest);
            case "corosync-cfgtool", "corosync-quorumtool", "corosync-cmapctl" -> CorosyncTool.run(command, rest);
            case "netcheck" -> NetcheckProgram.run(rest);
            case "bench" -> BenchProgram.run(distribution(), rest);
            case "simulate" -> SimulateProgram.run(rest);
            case "help", "--help", "-h" -> help();
            default -> throw StartException.usage("unknown command " + command + "; see 'quorate help'");
        };
    }

    private static int help() {
        System.out.print(HELP);
        return 0;
    }

    /** The folder that has {@code bin}, {@code lib} and {@code system}; the script in {@code bin} knows it. */
    private static Path distribution() throws StartException {
        String folder = System.getProperty("quorate.distribution");
        if (folder == null) {
            throw StartException.environment("quorate.distribution is not set; start with bin/quorate");
        }
        return Path.of(folder);
    }
}

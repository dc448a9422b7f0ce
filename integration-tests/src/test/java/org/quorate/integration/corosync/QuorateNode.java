package org.quorate.integration.corosync;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.quorate.integration.nodes.Await;
import org.quorate.integration.nodes.Program;

/** A Quorate node with the group probe among its plugins. */
final class QuorateNode implements Node {
    private final Program program = Program.ofDistribution();
    private final Network network;
    private final int id;
    private final Path folder;
    private final String engine;
    private final NodeProcess process;

    /** Not started. It is to have a ring of its own. */
    QuorateNode(Network network, int id, Path folder) throws IOException {
        this(network, id, folder, "totem");
    }

    /** Not started. */
    QuorateNode(Network network, int id, Path folder, String engine) throws IOException {
        this.network = network;
        this.engine = engine;
        this.id = id;
        this.folder = folder;
        this.process = new NodeProcess(folder.resolve("output"));
        var deploy = Files.createDirectories(home().resolve("deploy"));
        try (var jars = Files.newDirectoryStream(Path.of("group.probe/target"), "org.quorate.probe.group-*.jar")) {
            for (var jar : jars) {
                Files.copy(jar, deploy.resolve(jar.getFileName()));
            }
        }
    }

    private Path home() {
        return folder.resolve("home");
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public void start() throws IOException {
        process.start(network.inside(id, command()));
    }

    /** Starts it in a mount namespace of its own, where a command of the shell has its effect first. */
    void startAfter(String preparation) throws IOException {
        var words = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "sh", "-c"));
        words.add(preparation + " && exec \"$0\" \"$@\"");
        words.addAll(command());
        process.start(network.inside(id, words));
    }

    /** Runs a command in the mount namespace of the node. */
    Command.Answer inMounts(String... words) {
        var all = new ArrayList<>(List.of("nsenter", "--target", Long.toString(process.pid()), "--mount"));
        all.addAll(List.of(words));
        return new Command(all).run();
    }

    private List<String> command() {
        return List.of(
                program.path().toString(),
                "node",
                "--home",
                home().toString(),
                "--config",
                folder.resolve("corosync.conf").toString(),
                "--name",
                "n" + id,
                "--engine",
                engine);
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void kill() {
        process.kill();
    }

    void awaitEnd() {
        process.awaitEnd();
    }

    @Override
    public void pause() {
        process.signal("-STOP");
    }

    @Override
    public void resume() {
        process.signal("-CONT");
    }

    /** As soon as the probe listens. */
    @Override
    public GroupClient join(String group) throws IOException {
        var channel = connect();
        var client = new GroupClient(
                "n" + id + " (quorate)", Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
        client.tell("join " + group);
        return client;
    }

    private SocketChannel connect() {
        var socket = UnixDomainSocketAddress.of(home().resolve("run/probe.sock"));
        var connected = new SocketChannel[1];
        Await.until("the probe of n" + id + " listens", () -> {
            connected[0] = SocketChannel.open(socket);
            return true;
        });
        return connected[0];
    }

    Program.Result shell(String command) throws IOException, InterruptedException {
        return program.run("shell", "--home", home().toString(), "-c", command);
    }

    /** What the ring says of itself, as {@code key=value}. */
    String status(String key) throws IOException {
        var matcher = Pattern.compile("(?:^| )" + key + "=(\\S*)").matcher(status());
        if (!matcher.find()) {
            throw new AssertionError(key + " is not in the status of n" + id);
        }
        return matcher.group(1);
    }

    private String status() throws IOException {
        try (var channel = connect();
                var out = Channels.newWriter(channel, UTF_8);
                var in = new BufferedReader(Channels.newReader(channel, UTF_8))) {
            out.write("status\n");
            out.flush();
            return Objects.requireNonNullElse(in.readLine(), "");
        }
    }

    long counter(String key) throws IOException {
        return Long.parseLong(status(key));
    }

    /** Whether the ring has these members, and works. */
    boolean sees(int members) throws IOException {
        return status("phase").equals("OPERATIONAL") && status("members").split(",").length == members;
    }

    String log() throws IOException {
        return Files.readString(home().resolve("log/quorate.log"));
    }

    String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    /** The number of the ring that is stored. */
    Path ringFile() {
        return home().resolve("state/ringid_" + id);
    }

    @Override
    public void close() {
        process.kill();
    }
}

package org.quorate.integration.corosync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A node of real corosync. Its {@code /run} is its own; what it keeps is in its folder. */
final class CorosyncNode implements Node {
    private static final String PROGRAM = "mount -t tmpfs tmpfs /run && exec corosync -f -c \"$0\"";

    private final Network network;
    private final int id;
    private final Path folder;
    private final NodeProcess process;
    private final Path client;

    /**
     * Not started.
     *
     * @param client the program that joins groups
     */
    CorosyncNode(Network network, int id, Path folder, Path client) {
        this.network = network;
        this.id = id;
        this.folder = folder;
        this.client = client;
        this.process = new NodeProcess(folder.resolve("output"));
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
        process.start(network.inside(
                id,
                List.of(
                        "unshare",
                        "--mount",
                        "--propagation",
                        "private",
                        "sh",
                        "-c",
                        PROGRAM,
                        folder.resolve("corosync.conf").toString())));
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
        if (process.isAlive()) {
            process.kill();
            removeSharedMemory();
        }
    }

    /** A daemon that could not end by itself leaves the memory of its log and of its connections behind. */
    private void removeSharedMemory() {
        var pattern = "qb-{%1$d,corosync-%1$d}-*".formatted(process.pid());
        try (var left = Files.newDirectoryStream(Path.of("/dev/shm"), pattern)) {
            for (var path : left) {
                if (Files.isDirectory(path)) {
                    removeFolder(path);
                } else {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeFolder(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return; // its client was quicker
        }
        Files.deleteIfExists(folder);
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

    @Override
    public GroupClient join(String group) throws IOException {
        var running = new ProcessBuilder(inside(List.of(client.toString(), group)))
                .redirectError(folder.resolve("client.log").toFile())
                .start();
        return new GroupClient(
                "n" + id + " (corosync)",
                running.getInputStream(),
                running.getOutputStream(),
                () -> running.destroyForcibly().onExit().join());
    }

    /** One of corosync's own programs. */
    Command.Answer ask(String... words) {
        return new Command(inside(List.of(words))).run();
    }

    private List<String> inside(List<String> words) {
        var all = new ArrayList<>(List.of("nsenter", "--target", Long.toString(process.pid()), "--mount", "--net"));
        all.addAll(words);
        return all;
    }

    /** A number of the map of statistics. */
    long statistic(String key) {
        return number("stats", key);
    }

    /** A number of a map. */
    long number(String map, String key) {
        var answer = ask("corosync-cmapctl", "-m", map, "-g", key).output();
        var matcher = Pattern.compile("= (\\d+)").matcher(answer);
        if (!matcher.find()) {
            throw new AssertionError(key + ": " + answer);
        }
        return Long.parseLong(matcher.group(1));
    }

    /** As {@code corosync-quorumtool -s} tells it. */
    String quorum() {
        return ask("corosync-quorumtool", "-s").output();
    }

    /** The value behind a label of {@link #quorum}. */
    String quorum(String label) {
        return quorum().lines()
                .filter(line -> line.startsWith(label + ":"))
                .map(line -> line.substring(label.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    boolean sees(int members) {
        return quorum("Nodes").equals(Integer.toString(members));
    }

    String log() throws IOException {
        return Files.readString(Configuration.log(folder));
    }

    @Override
    public void close() {
        kill();
    }
}

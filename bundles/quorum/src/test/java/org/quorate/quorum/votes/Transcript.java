package org.quorate.quorum.votes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.quorate.quorum.votes.VoteMessage.Parameter;
import org.quorate.quorum.votes.VoteMessage.Reconfigure;

/**
 * Plays a file in which what is done stands before an arrow, and what comes of it behind.
 *
 * <pre>
 * nodes  A B votes 3 C; wait_for_all, expected_votes 5   configuration of all nodes; A has node id 1;
 *                                                       with no_nodelist, nodes do not know of each other
 * start  A B            nodes start together               stop A      a node leaves in order
 * kill   A              a node is gone                     split A B | C, heal   the parts of the network
 * flap   A B | C        a split that heals before the rings are counted
 * bounce A              a node starts anew before the others notice
 * after  10s            time passes                        expect A 3  an operator at A wants expected votes 3
 * reload A C; two_node  all running nodes get this configuration
 * votes  A B 3          an operator of corosync at A gives B three votes
 * cancel A              an operator of corosync at A cancels wait_for_all
 * </pre>
 */
final class Transcript {
    private static final String ARROW = "->";

    private final SimulatedVotes votes;
    private TreeMap<Integer, VoteRules> rules = new TreeMap<>();

    private Transcript(long seed) {
        votes = new SimulatedVotes(seed);
    }

    /** The file as it should be: its own lines, with what really came of them. */
    static List<String> play(List<String> lines, long seed) throws UnusableRulesException {
        var transcript = new Transcript(seed);
        var played = new ArrayList<String>();
        for (var line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                played.add(line);
                continue;
            }
            int arrow = line.indexOf(ARROW);
            var deed = arrow < 0 ? line : line.substring(0, arrow);
            var outcome = transcript.deed(deed.strip());
            played.add(outcome.isEmpty() ? line : deed + ARROW + " " + outcome);
        }
        return played;
    }

    private String deed(String deed) throws UnusableRulesException {
        var words = deed.split("\\s+", 2);
        var rest = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "nodes" -> {
                rules = configuration(rest);
                return "";
            }
            case "start" -> votes.start(ids(rest).stream().map(rules::get).toList());
            case "stop" -> votes.stop(ids(rest));
            case "kill" -> votes.kill(ids(rest));
            case "bounce" -> votes.bounce(java.util.Objects.requireNonNull(rules.get(id(rest))));
            case "split" -> {
                place(rest);
                votes.formRings();
            }
            case "heal" -> {
                votes.place(rules.keySet(), 0);
                votes.formRings();
            }
            case "flap" -> {
                for (var part : rest.split("\\|")) {
                    votes.formInVain(new java.util.TreeSet<>(ids(part)));
                }
                votes.formRings();
            }
            case "after" -> votes.pass(1000L * Long.parseLong(rest.replace("s", "")));
            case "expect" -> {
                var refusal = votes.expectVotes(id(rest.substring(0, 1)), Integer.parseInt(rest.substring(2)));
                if (refusal.isPresent()) {
                    return "refused: " + refusal.get();
                }
            }
            case "reload" -> {
                rules = configuration(rest);
                rules.values().forEach(votes::change);
            }
            case "votes" -> {
                var who = rest.split(" ");
                votes.say(id(who[0]), new Reconfigure(id(who[1]), Integer.parseInt(who[2]), Parameter.NODE_VOTES));
            }
            case "cancel" -> votes.say(id(rest), new Reconfigure(id(rest), 0, Parameter.CANCEL_WAIT_FOR_ALL));
            default -> throw new IllegalArgumentException("what is \"" + words[0] + "\"?");
        }
        return state();
    }

    private void place(String parts) {
        int number = 0;
        for (var part : parts.split("\\|")) {
            votes.place(ids(part), number++);
        }
    }

    // ---- configuration

    private static TreeMap<Integer, VoteRules> configuration(String text) throws UnusableRulesException {
        var halves = text.split(";", 2);
        var nodes = new TreeMap<Integer, Integer>();
        int last = 0;
        for (var words = Arrays.asList(halves[0].strip().split("\\s+")).iterator(); words.hasNext(); ) {
            var word = words.next();
            if (word.equals("votes")) {
                nodes.put(last, Integer.parseInt(words.next()));
            } else {
                last = id(word);
                nodes.put(last, 1);
            }
        }
        var options = options(halves.length > 1 ? halves[1] : "");
        var rules = new TreeMap<Integer, VoteRules>();
        for (var node : nodes.entrySet()) {
            var listed = halves[halves.length - 1].contains("no_nodelist") ? new TreeMap<Integer, Integer>() : nodes;
            rules.put(node.getKey(), VoteRules.of(node.getKey(), node.getValue(), listed, options));
        }
        return rules;
    }

    private static VoteOptions options(String text) throws UnusableRulesException {
        var given = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(option -> !option.isEmpty())
                .collect(Collectors.toMap(
                        option -> option.split(" ")[0], option -> option.replaceFirst("^\\S+\\s*", "")));
        var atb = given.get("auto_tie_breaker");
        return new VoteOptions(
                number(given.get("expected_votes")),
                given.containsKey("two_node"),
                Optional.ofNullable(given.get("wait_for_all")).map(value -> !value.equals("0")),
                given.containsKey("last_man_standing"),
                number(given.get("last_man_standing_window")).orElse(10_000),
                atb == null ? Optional.empty() : Optional.of(tieBreaker(atb)),
                given.containsKey("allow_downscale"),
                given.containsKey("expected_votes_tracking"),
                given.containsKey("device_votes"),
                number(given.get("device_votes")));
    }

    private static OptionalInt number(@org.jspecify.annotations.Nullable String text) {
        return text == null || text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    private static TieBreaker tieBreaker(String text) throws UnusableRulesException {
        var ids = text.chars()
                .mapToObj(c -> Character.isUpperCase(c) ? String.valueOf(c - 'A' + 1) : String.valueOf((char) c))
                .collect(Collectors.joining());
        return TieBreaker.parse(ids.isEmpty() ? "lowest" : ids);
    }

    // ---- names

    private static int id(String name) {
        return name.strip().charAt(0) - 'A' + 1;
    }

    private static String name(int id) {
        return String.valueOf((char) ('A' + id - 1));
    }

    private static List<Integer> ids(String names) {
        return Arrays.stream(names.strip().split("\\s+"))
                .filter(name -> !name.isEmpty())
                .map(Transcript::id)
                .toList();
    }

    private static String names(Collection<Integer> ids) {
        return ids.stream().map(Transcript::name).collect(Collectors.joining(" "));
    }

    // ---- outcome

    private String state() {
        if (votes.running().isEmpty()) {
            return "nobody";
        }
        return votes.rings().stream()
                .map(ring -> "ring " + names(ring) + "; " + state(ring))
                .collect(Collectors.joining(" | "));
    }

    /** One count if all members agree, else each of those that there are with the members that have it. */
    private String state(Collection<Integer> ring) {
        var counts = new TreeMap<String, List<Integer>>();
        ring.forEach(id -> counts.computeIfAbsent(state(votes.count(id)), _ -> new ArrayList<>())
                .add(id));
        if (counts.size() == 1) {
            return counts.firstKey();
        }
        return counts.entrySet().stream()
                .sorted((a, b) -> a.getValue().getFirst() - b.getValue().getFirst())
                .map(entry -> names(entry.getValue()) + ": " + entry.getKey())
                .collect(Collectors.joining("; "));
    }

    private static String state(VoteCount count) {
        var reason = switch (count.verdict()) {
            case ENOUGH_VOTES, TOO_FEW_VOTES -> "needs " + count.quorum();
            case TIE_BREAKER, MASTER_WINS, WAITING_FOR_ALL, NO_RING ->
                count.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
        return (count.quorate() ? "quorate " : "inquorate ")
                + count.totalVotes()
                + " of "
                + count.expectedVotes()
                + (count.highestExpected() == count.expectedVotes() ? "" : " (highest " + count.highestExpected() + ")")
                + ", "
                + reason;
    }
}

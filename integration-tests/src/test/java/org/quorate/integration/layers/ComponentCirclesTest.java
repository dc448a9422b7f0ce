package org.quorate.integration.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/**
 * No component reaches itself by its references: started from both ends of such a circle at once, the component runtime
 * shows a reference as bound and never calls the method that binds it.
 */
class ComponentCirclesTest {
    private record Component(String name, Set<String> provides, Set<String> references) {}

    @Test
    void noComponentWaitsForItself() throws Exception {
        var components = components();
        assertThat(components).hasSizeGreaterThan(10);
        assertThat(circle(components)).isEmpty();
    }

    @Test
    void aCircleOfTwoIsFound() {
        var components = List.of(
                new Component("tree", Set.of("Tree", "Listener"), Set.of("Quorum", "Store")),
                new Component("store", Set.of("Store"), Set.of()),
                new Component("quorum", Set.of("Quorum"), Set.of("Listener")));
        assertThat(circle(components)).containsExactly("quorum", "tree", "quorum");
    }

    /** The names of one circle, or nothing. */
    private static List<String> circle(List<Component> components) {
        Map<String, Set<String>> next = new TreeMap<>();
        for (var from : components) {
            var reached = new HashSet<String>();
            for (var to : components) {
                if (from.references().stream().anyMatch(to.provides()::contains)) {
                    reached.add(to.name());
                }
            }
            next.put(from.name(), reached);
        }
        var done = new HashSet<String>();
        for (var name : next.keySet()) {
            var circle = circle(name, next, new ArrayList<>(), done);
            if (!circle.isEmpty()) {
                return circle;
            }
        }
        return List.of();
    }

    private static List<String> circle(
            String name, Map<String, Set<String>> next, ArrayList<String> way, HashSet<String> done) {
        int seen = way.indexOf(name);
        way.add(name);
        if (seen >= 0) {
            return List.copyOf(way.subList(seen, way.size()));
        }
        if (done.add(name)) {
            for (var other : next.getOrDefault(name, Set.of())) {
                var circle = circle(other, next, way, done);
                if (!circle.isEmpty()) {
                    return circle;
                }
            }
        }
        way.removeLast();
        return List.of();
    }

    private static List<Component> components() throws Exception {
        var components = new HashMap<String, Component>();
        try (var bundles = Files.list(Path.of("../bundles"))) {
            for (var bundle : bundles.toList()) {
                var folder = bundle.resolve("target/classes/OSGI-INF");
                for (var description : descriptions(folder)) {
                    var component = read(description);
                    components.put(component.name(), component);
                }
            }
        }
        return List.copyOf(components.values());
    }

    private static List<Path> descriptions(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".xml")).toList();
        }
    }

    private static Component read(Path description) throws Exception {
        var root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(description.toFile())
                .getDocumentElement();
        return new Component(root.getAttribute("name"), interfaces(root, "provide"), interfaces(root, "reference"));
    }

    private static Set<String> interfaces(Element root, String tag) {
        var elements = root.getElementsByTagName(tag);
        var names = new HashSet<String>();
        IntStream.range(0, elements.getLength())
                .mapToObj(i -> ((Element) elements.item(i)).getAttribute("interface"))
                .forEach(names::add);
        return names;
    }
}

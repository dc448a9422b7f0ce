package org.quorate.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

class NodeExitTest {
    private final List<String> calls = new ArrayList<>();
    private final NodeExit exit = new NodeExit((Bundle) Proxy.newProxyInstance(
            Bundle.class.getClassLoader(), new Class<?>[] {Bundle.class}, (proxy, method, arguments) -> {
                calls.add(method.getName());
                return null;
            }));

    @AfterEach
    void forgetTheCode() {
        System.clearProperty(NodeExit.EXIT_CODE);
    }

    @Test
    void stopsTheFrameworkAndLeavesTheExitCodeForTheLauncher() {
        exit.stopNode("disk full", 1);
        assertThat(calls).containsExactly("stop");
        assertThat(System.getProperty(NodeExit.EXIT_CODE)).isEqualTo("1");
    }

    @Test
    void onlyTheFirstReportCounts() {
        exit.stopNode("bad configuration", 2);
        exit.stopNode("and then this", 1);
        assertThat(calls).containsExactly("stop");
        assertThat(System.getProperty(NodeExit.EXIT_CODE)).isEqualTo("2");
    }
}

package org.quorate.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.quorate.node.NodeHome;

/** The commands as the shell finds and prints them. */
public class ShellCommandsTest {
    @InjectBundleContext
    BundleContext context;

    @InjectService(timeout = Await.PATIENCE_MILLIS)
    CommandProcessor processor;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pvecm:status",
                "pvecm:nodes",
                "pvecm:expected",
                "ring:status",
                "ring:links",
                "quorum:status",
                "bundle:list",
                "bundle:start",
                "bundle:stop",
                "bundle:update",
                "tree:ls",
                "tree:cat",
                "tree:put",
                "tree:rm",
                "log:level",
                "config:reload",
                "config:warnings",
                "node:state",
                "shell:help",
                "gogo:grep"
            })
    void isRegistered(String command) throws InvalidSyntaxException {
        String scope = command.substring(0, command.indexOf(':'));
        String function = command.substring(command.indexOf(':') + 1);
        ServiceReference<?>[] found = context.getAllServiceReferences(
                null, "(&(osgi.command.scope=" + scope + ")(osgi.command.function=" + function + "))");
        assertThat(found).isNotEmpty();
    }

    @Test
    void aResultIsPrintedAndPipedAsText() throws Exception {
        assertThat(run("bundle:list | grep org.quorate.shell"))
                .contains("ACTIVE")
                .hasLineCount(1);
        assertThat(run("node:state")).contains("pid=" + ProcessHandle.current().pid());
        assertThat(run("shell:help")).contains("pvecm:expected", "Sets the expected votes");
    }

    @Test
    void theLogLevelOfALoggerIsSet() throws Exception {
        run("log:level org.quorate.integration DEBUG");
        assertThat(System.getLogger("org.quorate.integration").isLoggable(System.Logger.Level.DEBUG))
                .isTrue();
        run("log:level org.quorate.integration INHERIT");
    }

    @Test
    void theSocketOfTheShellIsInTheHome(@InjectService(timeout = Await.PATIENCE_MILLIS) NodeHome home) {
        assertThat(Arrays.asList("shell.sock", "shell.sock.path"))
                .anyMatch(name -> Files.exists(home.run().resolve(name)));
    }

    private String run(String command) throws Exception {
        var out = new ByteArrayOutputStream();
        try (CommandSession session = processor.createSession(InputStream.nullInputStream(), out, out)) {
            Object result = session.execute(command);
            String text = result == null
                    ? ""
                    : session.format(result, Converter.INSPECT).toString();
            return out.toString(UTF_8) + text;
        }
    }
}

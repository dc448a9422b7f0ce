package org.quorate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.osgi.test.common.annotation.InjectService;
import org.quorate.config.ActiveConfiguration;
import org.quorate.node.FatalErrors;
import org.quorate.node.NodeHome;

/** What the rest of a node stands on. */
public class NodeServicesTest {
    @Test
    void theConfigurationIsThatOfTheHome(
            @InjectService NodeHome home, @InjectService ActiveConfiguration configuration) {
        assertThat(Files.exists(home.configFile())).isTrue();
        assertThat(configuration.cluster().clusterName()).isEqualTo("integration");
        assertThat(configuration.members().local().name()).isEqualTo(home.name().orElseThrow());
    }

    @Test
    void thereIsOneWayOut(@InjectService FatalErrors errors) {
        assertThat(errors).isNotNull();
    }
}

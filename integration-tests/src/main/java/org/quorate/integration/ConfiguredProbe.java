package org.quorate.integration;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** A plugin as they all are: there for each configuration, gone with it. */
@Component(
        service = ConfiguredProbe.class,
        configurationPid = "probe",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredProbe.Config.class, factory = true)
public final class ConfiguredProbe {
    @ObjectClassDefinition(name = "Probe")
    @interface Config {
        @AttributeDefinition(name = "Depth", description = "Any number.")
        int depth_metres() default 1;
    }

    private final int depthMetres;

    /** With its configuration. */
    @Activate
    public ConfiguredProbe(Config config) {
        this.depthMetres = config.depth_metres();
    }

    /** As configured. */
    public int depthMetres() {
        return depthMetres;
    }
}

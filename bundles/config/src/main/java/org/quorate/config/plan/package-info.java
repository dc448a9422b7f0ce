/**
 * How a running cluster goes from one configuration to another: the steps in their order, as values, before any is taken.
 * What cannot be done while the cluster runs is refused with the rule and the line. Pure; from any thread.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.quorate.config.plan;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

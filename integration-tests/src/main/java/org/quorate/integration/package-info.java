/**
 * Tests inside the framework. They prove wiring only: that a service is there when it can work and gone when it
 * cannot. What the services do is tested in their own bundles. Fields are injected, so this package is not null-marked.
 */
package org.quorate.integration;

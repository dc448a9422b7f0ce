package org.quorate.shell.result;

/** A bundle as the framework sees it; the state is the framework's word for it, {@code ACTIVE}. */
public record BundleState(long id, String state, String version, String name) {}

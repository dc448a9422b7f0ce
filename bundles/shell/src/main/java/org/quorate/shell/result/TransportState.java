package org.quorate.shell.result;

/**
 * A transport that there is.
 *
 * @param bundle that brings it, with its version
 */
public record TransportState(String name, boolean inUse, String bundle) {}

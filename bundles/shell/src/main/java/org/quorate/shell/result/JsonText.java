package org.quorate.shell.result;

/**
 * A result as JSON.
 *
 * @param exitCode of the result itself
 */
public record JsonText(int exitCode, String text) {}

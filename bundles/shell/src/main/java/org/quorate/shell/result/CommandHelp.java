package org.quorate.shell.result;

/** A command and what it does, in a sentence. */
public record CommandHelp(String command, String description) {}

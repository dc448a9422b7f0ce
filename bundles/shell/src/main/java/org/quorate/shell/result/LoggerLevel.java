package org.quorate.shell.result;

/**
 * What a logger lets through.
 *
 * @param logger its name; empty is the root
 * @param level the lowest that is logged
 * @param inherited whether the level is that of a parent
 */
public record LoggerLevel(String logger, String level, boolean inherited) {}

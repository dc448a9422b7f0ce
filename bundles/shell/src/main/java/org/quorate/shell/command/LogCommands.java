package org.quorate.shell.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.quorate.shell.result.LoggerLevel;

/** What is logged. Changes last until the node is restarted. */
@Component(service = LogCommands.class)
@GogoCommand(scope = "log", function = "level")
public final class LogCommands {
    /** The words of {@link System.Logger.Level}, in its order. */
    private static final Map<String, Level> LEVELS = new TreeMap<>(Map.of(
            "ALL", Level.ALL,
            "TRACE", Level.FINER,
            "DEBUG", Level.FINE,
            "INFO", Level.INFO,
            "WARNING", Level.WARNING,
            "ERROR", Level.SEVERE,
            "OFF", Level.OFF));

    /** Loggers are kept weakly by the log manager, and their levels with them. */
    private final Map<String, Logger> changed = new ConcurrentHashMap<>();

    /** Those with a level of their own. */
    @Descriptor("Lists the loggers with a level of their own")
    public List<LoggerLevel> level() {
        var names = LogManager.getLogManager().getLoggerNames();
        var own = new TreeMap<String, LoggerLevel>();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            @Nullable Logger logger = LogManager.getLogManager().getLogger(name);
            if (logger != null && logger.getLevel() != null) {
                own.put(name, describe(logger));
            }
        }
        return List.copyOf(own.values());
    }

    /** Its own, or that of the nearest parent. */
    @Descriptor("Shows the level of a logger")
    public LoggerLevel level(@Descriptor("name, as org.quorate.quorum") String logger) {
        return describe(Logger.getLogger(logger));
    }

    /** For the logger and all below it. */
    @Descriptor("Sets the level of a logger and of those below it")
    public LoggerLevel level(
            @Descriptor("name, as org.quorate.quorum; \"\" is the root") String logger,
            @Descriptor("ALL, TRACE, DEBUG, INFO, WARNING, ERROR, OFF, or INHERIT") String level)
            throws CommandFailedException {
        String word = level.toUpperCase(Locale.ROOT);
        @Nullable Level wanted = LEVELS.get(word);
        if (wanted == null && !word.equals("INHERIT")) {
            throw new CommandFailedException("level " + level + ": must be one of " + LEVELS.keySet() + " or INHERIT");
        }
        if (wanted == null && logger.isEmpty()) {
            throw new CommandFailedException("the root logger has nobody to inherit from; give it a level");
        }
        Logger target = Logger.getLogger(logger);
        target.setLevel(wanted);
        changed.put(logger, target);
        return describe(target);
    }

    private static LoggerLevel describe(Logger logger) {
        @Nullable Logger owner = logger;
        while (owner != null && owner.getLevel() == null) {
            owner = owner.getParent();
        }
        Level level = owner == null ? Level.INFO : owner.getLevel();
        return new LoggerLevel(String.valueOf(logger.getName()), word(level), owner != logger);
    }

    private static String word(Level level) {
        return LEVELS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(level))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(level.getName());
    }
}

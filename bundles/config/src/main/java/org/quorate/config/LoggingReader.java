package org.quorate.config;

import java.util.List;
import org.quorate.config.CorosyncConf.Section;

/** Makes {@link LoggingOptions} of the {@code logging} section. */
final class LoggingReader {
    private static final String[] PRIORITIES = "emerg alert crit err error warning notice info debug".split(" ");
    private static final String[] FACILITIES = ("daemon user kern mail auth authpriv syslog lpr news uucp cron ftp"
                    + " local0 local1 local2 local3 local4 local5 local6 local7")
            .split(" ");

    private LoggingReader() {}

    static LoggingOptions read(CorosyncConf document, Findings findings) {
        var logging = new Keys("logging", document.sections("logging"), findings);
        logging.warnOfRepeated();
        logging.choice("fileline", "off", "on", "off");
        logging.choice("function_name", "off", "on", "off");
        logging.choice("blackbox", "on", "on", "off");
        for (Section section : document.sections("logging.logger_subsys")) {
            var subsystem = new Keys("logging.logger_subsys", List.of(section), findings);
            if (!subsystem.has("subsys")) {
                subsystem.problem("subsys", "is missing", "name the subsystem, as in \"subsys: QUORUM\"");
            }
            subsystem.check("subsys", name -> name.matches("[A-Za-z0-9._-]+"), "must be one word");
            read(subsystem);
        }
        var options = read(logging);
        if (options.toLogfile() && options.logfile().isEmpty()) {
            logging.warning("to_logfile", "does nothing without a logfile", "add the path of the file");
        }
        return options;
    }

    private static LoggingOptions read(Keys keys) {
        keys.choice("syslog_facility", "daemon", FACILITIES);
        keys.choice("syslog_priority", "info", PRIORITIES);
        keys.choice("logfile_priority", "info", PRIORITIES);
        return new LoggingOptions(
                !keys.choice("debug", "off", "on", "off", "trace").equals("off"),
                keys.yes("to_logfile", false),
                keys.text("logfile").filter(path -> !path.isEmpty()),
                keys.yes("to_syslog", true),
                keys.yes("to_stderr", true),
                keys.choice("timestamp", "hires", "on", "off", "hires"));
    }
}

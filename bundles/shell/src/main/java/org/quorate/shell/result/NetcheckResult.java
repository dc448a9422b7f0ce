package org.quorate.shell.result;

import org.quorate.netcheck.CheckReport;

/**
 * {@code pvecm netcheck}.
 *
 * @param json whether it is printed for programs
 */
public record NetcheckResult(CheckReport report, boolean json) {}

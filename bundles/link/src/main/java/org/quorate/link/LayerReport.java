package org.quorate.link;

import java.util.List;
import java.util.Map;

/**
 * All links, ordered by node and number.
 *
 * @param dropped what was dropped in all, by reason; reasons that did not occur are not there
 * @param unreached frames that were not sent to a node, as no link to it was up
 */
public record LayerReport(List<LinkReport> links, Map<Drop, Long> dropped, long unreached) {}

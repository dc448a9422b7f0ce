package org.quorate.status.exchange;

/**
 * The time of an event.
 *
 * @param nanos of a clock that only goes forward
 * @param seconds since the epoch, unsigned: what goes into messages
 */
public record Moment(long nanos, int seconds) {}

/** The configuration of the {@code nsca} daemon, from {@code nsca.cfg} or {@code nsca.yml}. */
package io.nscatools.server.config;

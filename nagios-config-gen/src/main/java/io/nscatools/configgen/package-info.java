/** Generates the volatile passive "TCP Wrappers" service and the configuration around it from one inventory. */
package io.nscatools.configgen;

/** What it costs, beside the programs of others. */
package io.nscatools.benchmarks;

package io.nscatools.benchmarks;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Prints a Markdown table of {@link CodecBenchmark}: time and allocated memory of each step. No arguments. */
public final class CodecTable {
    private static final TimeValue ITERATION = TimeValue.milliseconds(500);

    private CodecTable() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include(CodecBenchmark.class.getName())
                .verbosity(VerboseMode.SILENT)
                .addProfiler(GCProfiler.class)
                .forks(2)
                .warmupIterations(4)
                .warmupTime(ITERATION)
                .measurementIterations(5)
                .measurementTime(ITERATION);
        if (Runtime.version().feature() >= 24) {
            options.jvmArgsAppend("--sun-misc-unsafe-memory-access=allow"); // JMH's own use of it
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        System.out.println("| step | time | allocated (gc.alloc.rate.norm) |\n|---|---:|---:|");
        for (RunResult result : results) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f ns (± %,.0f) | %.0f bytes |%n",
                    result.getPrimaryResult().getLabel(),
                    result.getPrimaryResult().getScore(),
                    result.getPrimaryResult().getScoreError(),
                    result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
        }
    }
}

package io.nscatools.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process from its start to its end, as bash saw it.
 *
 * @param seconds how long it took
 * @param cpuSeconds the CPU time of it and its children
 * @param mebibytes the most memory that was resident, as far as a look every two milliseconds shows; 0 if nobody looked
 */
record MeasuredProcess(double seconds, double cpuSeconds, double mebibytes) {
    private static final Pattern TIMES = Pattern.compile("(\\d+\\.\\d+) (\\d+\\.\\d+) (\\d+\\.\\d+)\\s*$");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    /** Runs a command, which must end with 0, with a file as its standard input; nobody looks at its memory. */
    static MeasuredProcess run(List<String> command, Map<String, String> environment, Path input)
            throws IOException, InterruptedException {
        return run(command, environment, input, false);
    }

    /** Does the same and looks at its memory, which makes a process of a few milliseconds slower. */
    static MeasuredProcess runWatched(List<String> command, Map<String, String> environment, Path input)
            throws IOException, InterruptedException {
        return run(command, environment, input, true);
    }

    private static MeasuredProcess run(
            List<String> command, Map<String, String> environment, Path input, boolean watched)
            throws IOException, InterruptedException {
        List<String> timed =
                new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%3R %3U %3S'; time \"$@\" 2>/dev/null", "timed"));
        timed.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(timed)
                .redirectInput(input == null ? new File("/dev/null") : input.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        double mebibytes = 0;
        while (watched && !process.waitFor(2, TimeUnit.MILLISECONDS)) {
            mebibytes = Math.max(mebibytes, peak(process));
        }
        process.waitFor();
        String times = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher matcher = TIMES.matcher(times);
        if (process.exitValue() != 0 || !matcher.find()) {
            throw new IOException("exit code " + process.exitValue() + ": " + command + "\n" + times);
        }
        return new MeasuredProcess(
                Double.parseDouble(matcher.group(1)),
                Double.parseDouble(matcher.group(2)) + Double.parseDouble(matcher.group(3)),
                mebibytes);
    }

    private static double peak(Process process) {
        return process.descendants()
                .mapToDouble(child -> {
                    try {
                        Matcher peak =
                                PEAK.matcher(Files.readString(Path.of("/proc", Long.toString(child.pid()), "status")));
                        return peak.find() ? Double.parseDouble(peak.group(1)) / 1024 : 0;
                    } catch (IOException e) {
                        return 0; // it has just ended
                    }
                })
                .max()
                .orElse(0);
    }

    static double[] seconds(List<MeasuredProcess> processes) {
        return processes.stream().mapToDouble(MeasuredProcess::seconds).toArray();
    }

    /** Returns how many times as long each of {@code these} took as its counterpart. */
    static double[] ratios(List<MeasuredProcess> these, List<MeasuredProcess> those) {
        double[] ratios = new double[these.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = these.get(i).seconds / those.get(i).seconds;
        }
        return ratios;
    }

    /** Returns how many times as much CPU time each of {@code these} took as its counterpart. */
    static double[] cpuRatios(List<MeasuredProcess> these, List<MeasuredProcess> those) {
        double[] ratios = new double[these.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = these.get(i).cpuSeconds / those.get(i).cpuSeconds;
        }
        return ratios;
    }

    static double mostMemory(List<MeasuredProcess> processes) {
        return processes.stream().mapToDouble(MeasuredProcess::mebibytes).max().orElse(0);
    }
}

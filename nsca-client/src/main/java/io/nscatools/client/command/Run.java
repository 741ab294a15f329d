package io.nscatools.client.command;

import io.nscatools.client.ConfirmMode;
import io.nscatools.client.NscaConnection;
import io.nscatools.client.internal.Deadline;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.PacketLayout;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** Reads all input and hands every result of it to one {@link ResultSink}, then tells how it went. */
final class Run {
    /** Results that come this soon after each other are one batch. */
    private static final Duration BATCH_LINGER = Duration.ofMillis(50);
    /** With a spool what there is of the input is read and kept also when no time is left to send it. */
    private static final Duration SPOOL_PATIENCE = Duration.ofSeconds(1);

    private final Settings settings;
    private final PacketLayout layout;
    private final ResultSink sink;
    private final Console console;
    private final Deadline deadline;
    private final boolean batched;
    private final Progress progress;
    private long bad;
    private int exitCode = ExitCode.DELIVERED;

    Run(Settings settings, PacketLayout layout, ResultSink sink, boolean batched, Console console, Deadline deadline) {
        this.settings = settings;
        this.layout = layout;
        this.sink = sink;
        this.batched = batched;
        this.console = console;
        this.deadline = deadline;
        this.progress = new Progress(console);
    }

    /** Returns the exit code. */
    int of(Inputs inputs) {
        if (!sink.begin()) {
            return ExitCode.FAILED;
        }
        try {
            for (Inputs.Input input : inputs.all()) {
                read(input);
            }
        } catch (InputSetReader.SetTooLongException e) {
            console.print("Error: Input set is longer than max allowed.");
            exitCode = ExitCode.SET_TOO_LONG;
        } catch (SocketTimeoutException e) {
            timedOut();
        } catch (InputException e) {
            console.error("Error: " + e.getMessage());
            exitCode = ExitCode.FAILED;
        } catch (IOException e) {
            lost();
        }
        return end(sink.end());
    }

    /** The input cannot be read; the message says which and why. */
    private static final class InputException extends IOException {
        private static final long serialVersionUID = 1L;

        InputException(String message, IOException cause) {
            super(message, cause);
        }
    }

    private void timedOut() {
        console.error("Error: Timeout after " + settings.timeoutSeconds() + " seconds");
        exitCode = ExitCode.FAILED;
    }

    private void lost() {
        if (deadline.isOver()) {
            timedOut();
        } else {
            console.error("Error: Could not send data to host");
            exitCode = sink.lostExitCode();
        }
    }

    private void read(Inputs.Input input) throws IOException {
        InputStream opened;
        try {
            opened = input.opener().open();
        } catch (IOException e) {
            throw new InputException(e.getMessage(), e);
        }
        try (InputStream in = new TimedInput(
                opened,
                deadline,
                settings.spool().isPresent() ? SPOOL_PATIENCE : Duration.ZERO,
                batched ? BATCH_LINGER : Duration.ZERO,
                sink::idle)) {
            ResultReader results = reader(in, input.name());
            while (true) {
                try {
                    Optional<CheckResult> result = next(results, input.name());
                    if (result.isEmpty()) {
                        return;
                    }
                    add(result.get(), input.name(), results);
                } catch (BadInputException e) {
                    bad++;
                    console.error("Error: " + input.name() + ": " + results.place() + ": " + e.getMessage());
                }
            }
        } finally {
            if (!input.name().equals(Inputs.STANDARD_INPUT)) {
                opened.close();
            }
        }
    }

    private Optional<CheckResult> next(ResultReader results, String name) throws BadInputException, IOException {
        try {
            return results.next();
        } catch (TimedInput.ReadException e) {
            throw new InputException("Could not read " + name + ": " + e.getMessage(), e);
        }
    }

    private ResultReader reader(InputStream in, String name) {
        if (settings.single().isPresent()) {
            return new SingleResultReader(settings.single().get());
        }
        return switch (settings.format()) {
            case SETS ->
                new SetResultReader(
                        new InputSetReader(in, settings.setDelimiter()),
                        settings.fieldDelimiter(),
                        notice -> console.note("Warning: " + name + ": " + notice));
            case LINES -> new LineResultReader(in, DelimitedLine.raw(settings.fieldDelimiter()));
            case TSV -> new LineResultReader(in, DelimitedLine.tsv());
            case JSONL -> new LineResultReader(in, new JsonLine());
        };
    }

    private void add(CheckResult result, String name, ResultReader results) throws BadInputException, IOException {
        boolean asTheReference =
                settings.format() == Settings.Format.SETS && settings.single().isEmpty();
        if (!asTheReference) {
            ResultNames.check(result, layout);
        }
        CheckResult fitting = NscaConnection.fitting(result, layout);
        int cut = result.pluginOutput().length() - fitting.pluginOutput().length();
        if (cut > 0) {
            console.note("Warning: " + name + ": " + results.place() + ": plugin output cut by " + cut + " bytes to "
                    + fitting.pluginOutput().length());
        }
        if (asTheReference) {
            Optional<String> notice = ResultNames.cutNotice(result, layout);
            if (notice.isPresent()) {
                console.note("Warning: " + name + ": " + results.place() + ": " + notice.get());
            }
        }
        sink.add(fitting);
        progress.sent(sink.confirmed());
    }

    private int end(Tally tally) {
        progress.end();
        boolean nothingSent = tally.sent() == 0 && !tally.anythingUndelivered();
        if (exitCode == ExitCode.SET_TOO_LONG) {
            return exitCode;
        }
        boolean requiredButUnconfirmed = settings.confirm() == ConfirmMode.REQUIRE && tally.unconfirmed() > 0;
        boolean failed = tally.anythingUndelivered() || requiredButUnconfirmed;
        if (failed) {
            console.error("Error: " + tally.summary());
            return exitCode == ExitCode.DELIVERED ? ExitCode.FAILED : exitCode;
        }
        if (!sink.sends()) {
            return bad > 0 ? ExitCode.FAILED : exitCode;
        }
        if (exitCode == ExitCode.DELIVERED && (nothingSent || !console.isQuiet())) {
            console.print(tally.sent() + " data packet(s) sent to host successfully.");
        }
        if (settings.confirm() != ConfirmMode.OFF && !nothingSent) {
            console.note(tally.summary());
        }
        if (bad > 0) {
            console.error("Error: " + bad + " piece(s) of the input are no results and were not sent");
        }
        return exitCode == ExitCode.DELIVERED && (bad > 0 || nothingSent) ? ExitCode.FAILED : exitCode;
    }
}

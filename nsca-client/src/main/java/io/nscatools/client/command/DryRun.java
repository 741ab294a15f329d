package io.nscatools.client.command;

import io.nscatools.client.Confirmation;
import io.nscatools.client.DeliveryStatus;
import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import java.io.PrintWriter;

/** Prints results in place of sending them, in the form that {@code --format=tsv} reads. */
final class DryRun implements ResultSink {
    private final PrintWriter out;
    private long count;

    DryRun(PrintWriter out) {
        this.out = out;
    }

    @Override
    public boolean begin() {
        return true;
    }

    @Override
    public void add(CheckResult result) {
        byte[] line = DelimitedLine.format(result);
        out.println(ByteString.copyOf(line, 0, line.length - 1).toString().replace("\\x09", "\t"));
        count++;
    }

    @Override
    public void idle() {
        out.flush();
    }

    @Override
    public Tally end() {
        Tally tally = new Tally();
        tally.add(new Confirmation(DeliveryStatus.UNCONFIRMED, count, 0, 0, ""));
        return tally;
    }

    @Override
    public boolean sends() {
        return false;
    }

    long count() {
        return count;
    }

    @Override
    public int lostExitCode() {
        return ExitCode.FAILED;
    }
}

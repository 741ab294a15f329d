package io.nscatools.server.sink;

import java.io.IOException;
import java.util.List;

/** An outlet whose lines have arrived when they are written. */
abstract class ImmediateOutlet implements Outlet {
    private int taken;

    /** Writes lines to where they have arrived, all or, if there is an exception, none. */
    abstract void writeNow(List<byte[]> lines) throws IOException;

    @Override
    public final void write(List<byte[]> lines) throws IOException {
        writeNow(lines);
        taken += lines.size();
    }

    @Override
    public final int taken() {
        int lines = taken;
        taken = 0;
        return lines;
    }

    @Override
    public final int abandon() {
        return taken();
    }

    /** Closes nothing: there is nothing open between calls. */
    @Override
    public void close() {}
}

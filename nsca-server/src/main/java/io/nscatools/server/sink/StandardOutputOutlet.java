package io.nscatools.server.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes lines to a stream; they have arrived when it has taken them. */
final class StandardOutputOutlet extends ImmediateOutlet {
    private static final int BATCH_BYTES = 1 << 16;

    private final OutputStream out;

    StandardOutputOutlet(OutputStream out) {
        this.out = out;
    }

    @Override
    public int room() {
        return BATCH_BYTES;
    }

    @Override
    void writeNow(List<byte[]> lines) throws IOException {
        byte[] bytes = new byte[lines.stream().mapToInt(line -> line.length).sum()];
        int at = 0;
        for (byte[] line : lines) {
            System.arraycopy(line, 0, bytes, at, line.length);
            at += line.length;
        }
        out.write(bytes);
        out.flush();
    }
}

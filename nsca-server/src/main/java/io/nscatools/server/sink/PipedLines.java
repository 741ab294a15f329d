package io.nscatools.server.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Writes lines into a FIFO. A line has arrived when its reader has read it; what the reader does with it is out of
 * sight.
 */
final class PipedLines implements Outlet {
    private final Fifo fifo;
    /** The lines written, or to be written, that have not been read. */
    private final ArrayDeque<byte[]> inFlight = new ArrayDeque<>();

    private final ArrayDeque<byte[]> unwritten = new ArrayDeque<>();
    /** How much of the first line of {@code unwritten} has been written. */
    private int writtenOfFirst;

    private final ByteBuffer chunk = ByteBuffer.allocate(Fifo.PIPE_BUF);
    /** Up to where each chunk goes that has not been read. */
    private final ArrayDeque<Long> chunkEnds = new ArrayDeque<>();

    private long written;
    /** Up to where the lines have been read that are in flight no more. */
    private long taken;

    PipedLines(Fifo fifo) {
        this.fifo = fifo;
    }

    /** Returns whether all lines have been read. */
    boolean isIdle() {
        return inFlight.isEmpty();
    }

    @Override
    public int room() throws IOException {
        return unwritten.isEmpty() ? freePages() * Fifo.PIPE_BUF : 0;
    }

    @Override
    public void write(List<byte[]> lines) throws IOException {
        inFlight.addAll(lines);
        unwritten.addAll(lines);
        writeWhatFits();
    }

    private void writeWhatFits() throws IOException {
        while (!unwritten.isEmpty()) {
            int free = freePages();
            if (free == 0) {
                return;
            }
            fillChunk();
            int length = chunk.remaining();
            fifo.write(chunk, Fifo.PAGES - free);
            written += length;
            chunkEnds.add(written);
            forget(length);
        }
    }

    /** Returns how many chunks can be written without waiting: each takes one page at most, and others write, too. */
    private int freePages() throws IOException {
        int unread = fifo.unread();
        while (!chunkEnds.isEmpty() && chunkEnds.element() <= written - unread) {
            chunkEnds.remove();
        }
        int pages = Math.max(chunkEnds.size(), (unread + Fifo.PIPE_BUF - 1) / Fifo.PIPE_BUF);
        return fifo.isBusy() ? 0 : Math.max(0, Fifo.PAGES - pages);
    }

    /** Puts as many whole lines into the chunk as fit, or a part of a line that is longer. */
    private void fillChunk() {
        chunk.clear();
        int from = writtenOfFirst;
        for (byte[] line : unwritten) {
            if (line.length - from > chunk.remaining()) {
                if (chunk.position() == 0) {
                    chunk.put(line, from, chunk.remaining());
                }
                break;
            }
            chunk.put(line, from, line.length - from);
            from = 0;
        }
        chunk.flip();
    }

    private void forget(int length) {
        int left = length + writtenOfFirst;
        while (!unwritten.isEmpty() && left >= unwritten.element().length) {
            left -= unwritten.remove().length;
        }
        writtenOfFirst = left;
    }

    @Override
    public int taken() throws IOException {
        int lines = 0;
        long read = written - fifo.unread();
        while (!inFlight.isEmpty() && taken + inFlight.element().length <= read) {
            taken += inFlight.remove().length;
            lines++;
        }
        writeWhatFits();
        return lines;
    }

    @Override
    public int abandon() {
        int lines = 0;
        try {
            lines = inFlight.size() - unwritten.size() - takeBack();
        } catch (IOException e) {
            // What cannot be taken back goes the way of its reader; it is written again.
        }
        inFlight.clear();
        unwritten.clear();
        writtenOfFirst = 0;
        chunkEnds.clear();
        taken = written;
        return Math.max(0, lines);
    }

    /** Returns how many whole lines of ours come back; those of other writers return into the FIFO. */
    private int takeBack() throws IOException {
        Deque<byte[]> ours = new ArrayDeque<>(inFlight);
        for (int i = 0; i < unwritten.size(); i++) {
            ours.removeLast();
        }
        List<byte[]> back = split(fifo.takeBack());
        List<byte[]> others = new ArrayList<>();
        int found = 0;
        for (int i = back.size() - 1; i >= 0; i--) {
            byte[] line = back.get(i);
            if (!ours.isEmpty() && Arrays.equals(ours.peekLast(), line)) {
                ours.removeLast();
                found++;
            } else if (i == 0 && !ours.isEmpty() && endsWith(ours.peekLast(), line)) {
                found++; // its reader has only the beginning: end that, and write all of it again
                others.add(new byte[] {'\n'});
            } else if (line.length > 0 && line[line.length - 1] == '\n') {
                others.add(line);
            }
        }
        for (Iterator<byte[]> it = new ArrayDeque<>(others).descendingIterator(); it.hasNext(); ) {
            fifo.write(ByteBuffer.wrap(it.next()));
        }
        return found;
    }

    private static boolean endsWith(byte[] line, byte[] end) {
        return end.length < line.length
                && Arrays.equals(line, line.length - end.length, line.length, end, 0, end.length);
    }

    private static List<byte[]> split(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, start, i + 1));
                start = i + 1;
            }
        }
        if (start < bytes.length) {
            lines.add(Arrays.copyOfRange(bytes, start, bytes.length));
        }
        return lines;
    }

    @Override
    public void close() {
        fifo.close();
    }
}

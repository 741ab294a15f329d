package io.nscatools.server.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** A file on a disk with little room: it takes so many bytes and then says what a full disk says. */
final class FaultyChannel extends FileChannel {
    /** A disk, shared by all files on it. */
    static final class Disk implements Journal.Opener {
        long room = Long.MAX_VALUE;
        boolean readOnly;
        int forces;

        @Override
        public FileChannel open(Path file, OpenOption... options) throws IOException {
            return new FaultyChannel(FileChannel.open(file, options), this);
        }
    }

    private final FileChannel file;
    private final Disk disk;

    private FaultyChannel(FileChannel file, Disk disk) {
        this.file = file;
        this.disk = disk;
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
        if (disk.readOnly) {
            throw new IOException("Read-only file system");
        }
        long before = file.size();
        long overwritten = Math.max(0, before - position);
        if (bytes.hasRemaining() && disk.room + overwritten <= 0) {
            throw new IOException("No space left on device");
        }
        int allowed = (int) Math.min(Math.min(disk.room, Integer.MAX_VALUE) + overwritten, bytes.remaining());
        int written = file.write(bytes.slice(bytes.position(), allowed), position);
        bytes.position(bytes.position() + written);
        disk.room -= file.size() - before;
        return written;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        disk.forces++;
        file.force(metaData);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        disk.room += Math.max(0, file.size() - size);
        file.truncate(size);
        return this;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    @Override
    public int read(ByteBuffer target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer bytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] bytes, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel position(long newPosition) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }
}

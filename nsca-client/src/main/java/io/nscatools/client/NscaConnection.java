package io.nscatools.client;

import io.nscatools.client.internal.Deadline;
import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.CipherSession;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.DataPacketCodec;
import io.nscatools.protocol.HostCheckResult;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.Receipt;
import io.nscatools.protocol.ServiceCheckResult;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A connection to an NSCA daemon that has sent its init packet. Any number of results may follow, in constant memory;
 * {@link #finish()} tells what became of them. Not for use by several threads at once.
 *
 * <p>Every method is bounded by the delivery time of the {@link NscaClient} that made the connection.
 */
public final class NscaConnection implements Closeable {
    /** How long to wait for the end of a server that did not promise a receipt: its end tells next to nothing. */
    private static final Duration PATIENCE_WITHOUT_RECEIPT = Duration.ofSeconds(2);

    private static final String DROPPED = "the server dropped the connection: wrong password or encryption method,"
            + " clocks apart, or the server was stopped";

    private final ServerAddress server;
    private final TimedSocket socket;
    private final Deadline deadline;
    private final ConfirmMode mode;
    private final InitPacket init;
    private final boolean receiptAnnounced;
    private final CipherSession cipher;
    private final DataPacketCodec codec;
    private final RandomGenerator filler = new SplittableRandom();
    private long sent;
    private IOException failure;

    /** Reads the init packet from {@code socket}, which is closed if that fails. */
    NscaConnection(
            ServerAddress server,
            TimedSocket socket,
            Deadline initDeadline,
            Deadline deadline,
            Credential credential,
            PacketLayout layout,
            ConfirmMode mode)
            throws ConnectionFailedException {
        this.server = server;
        this.socket = socket;
        this.deadline = deadline;
        this.mode = mode;
        this.init = readInitPacket(initDeadline);
        this.receiptAnnounced = mode != ConfirmMode.OFF && init.announcesReceipt();
        this.cipher = credential.newSession(init);
        this.codec = new DataPacketCodec(layout);
    }

    private InitPacket readInitPacket(Deadline initDeadline) throws ConnectionFailedException {
        try {
            byte[] bytes = socket.read(InitPacket.LENGTH, initDeadline);
            if (bytes.length == InitPacket.LENGTH) {
                return InitPacket.decode(bytes);
            }
            throw new IOException("connection closed after " + bytes.length + " of " + InitPacket.LENGTH + " bytes");
        } catch (SocketTimeoutException e) {
            socket.close();
            throw new ConnectionFailedException(
                    ConnectionFailedException.Kind.SILENT, server, "no init packet in time", e);
        } catch (IOException e) {
            socket.close();
            throw new ConnectionFailedException(
                    ConnectionFailedException.Kind.NO_INIT_PACKET,
                    server,
                    "the server closed the connection before its init packet: " + e.getMessage(),
                    e);
        }
    }

    /** Returns the server at the other end. */
    public ServerAddress server() {
        return server;
    }

    /** Returns the server's time when it accepted the connection, to the second. */
    public Instant serverTime() {
        return Instant.ofEpochSecond(init.timestamp());
    }

    /** Returns whether the server gives a receipt, so that a connection without one has failed. */
    public boolean announcesReceipt() {
        return receiptAnnounced;
    }

    /** Returns how many results have been handed to this connection. */
    public long sent() {
        return sent;
    }

    /**
     * Writes a result, each text cut to what the packet holds, the plugin output between two characters;
     * {@link #flush()} sees it off.
     *
     * @throws IOException if the connection is lost or the time is over; {@link #finish()} says what that means
     */
    public void send(CheckResult result) throws IOException {
        write(DataPacket.of(fitting(result, codec.layout()), init.timestamp(), codec.layout()));
    }

    private void write(DataPacket fields) throws IOException {
        byte[] packet = codec.encode(fields, filler);
        cipher.startPacket();
        cipher.encrypt(packet, 0, packet.length);
        sent++;
        try {
            socket.write(packet);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /**
     * Returns what keeps {@code result} from ever being taken, in one line, or nothing. {@link NscaClient#send} does
     * not send such results; {@link #send} does, cut as the reference cuts them.
     */
    public static Optional<String> problem(CheckResult result, PacketLayout layout) {
        String problem = ResultLimits.problem(result, layout);
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    /** Returns {@code result} with its plugin output as it will be sent in packets of {@code layout}. */
    public static CheckResult fitting(CheckResult result, PacketLayout layout) {
        ByteString output = result.pluginOutput();
        ByteString cut = Utf8.cut(output, layout.maxPluginOutputLength());
        if (cut.length() == output.length()) {
            return result;
        }
        return result instanceof ServiceCheckResult service
                ? new ServiceCheckResult(service.hostName(), service.serviceDescription(), service.returnCode(), cut)
                : new HostCheckResult(result.hostName(), result.returnCode(), cut);
    }

    /** Hands all written results to the operating system; throws as {@link #send} does. */
    public void flush() throws IOException {
        try {
            socket.flush();
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private IOException lost(IOException e) {
        failure = e;
        return e;
    }

    /**
     * Ends the connection after the last result, waits for the server's answer, and says what became of all results.
     * Also after {@link #send} or {@link #flush} has failed. To be called once.
     */
    public Confirmation finish() {
        try (this) {
            if (failure != null) {
                return lost();
            }
            try {
                flush();
                return mode == ConfirmMode.OFF
                        ? Confirmation.unconfirmed(sent, "no confirmation was asked for")
                        : answer();
            } catch (IOException e) {
                failure = e;
                return lost();
            }
        }
    }

    /**
     * Asks whether encryption method and password are the server's, and ends the connection; no result is written. For
     * a connection on which nothing was sent. A server that gives no receipt is sent nothing, since it would write it.
     */
    public ProbeAnswer probe() {
        if (!receiptAnnounced) {
            close();
            return ProbeAnswer.UNKNOWN;
        }
        try {
            write(DataPacket.probe(init.timestamp()));
        } catch (IOException e) {
            // finish() says what that means
        }
        Confirmation confirmation = finish();
        if (confirmation.refused() == 1) {
            return ProbeAnswer.AGREES;
        }
        return confirmation.status() == DeliveryStatus.REJECTED ? ProbeAnswer.DIFFERS : ProbeAnswer.UNKNOWN;
    }

    private Confirmation answer() throws IOException {
        socket.shutdownOutput();
        byte[] answer;
        try {
            answer = socket.read(
                    Receipt.LENGTH + 1, receiptAnnounced ? deadline : deadline.atMost(PATIENCE_WITHOUT_RECEIPT));
        } catch (SocketTimeoutException e) {
            return receiptAnnounced
                    ? Confirmation.failed(sent, "no receipt from the server in time")
                    : Confirmation.unconfirmed(sent, "the server gives no receipt and keeps the connection open");
        }
        Optional<Receipt> receipt = Receipt.decode(answer);
        if (receipt.isPresent()) {
            return judge(receipt.get());
        }
        return receiptAnnounced
                ? Confirmation.failed(sent, "the server ended the connection without its receipt: it was stopped")
                : Confirmation.unconfirmed(sent, "the server gives no receipt");
    }

    private Confirmation judge(Receipt receipt) {
        long counted = receipt.accepted() + receipt.refused();
        return counted == sent
                ? Confirmation.ofReceipt(sent, receipt.accepted(), receipt.refused())
                : Confirmation.failed(sent, "the server's receipt is for " + counted + " of " + sent + " results");
    }

    private Confirmation lost() {
        if (failure instanceof SocketTimeoutException) {
            return Confirmation.failed(sent, "time over while sending");
        }
        return Confirmation.rejected(sent, DROPPED);
    }

    /** Closes the connection; what was not flushed is gone. */
    @Override
    public void close() {
        socket.close();
    }
}

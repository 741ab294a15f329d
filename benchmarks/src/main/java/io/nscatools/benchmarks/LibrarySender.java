package io.nscatools.benchmarks;

import com.googlecode.jsendnsca.Level;
import com.googlecode.jsendnsca.MessagePayload;
import com.googlecode.jsendnsca.NagiosException;
import com.googlecode.jsendnsca.NagiosPassiveCheckSender;
import com.googlecode.jsendnsca.NagiosSettings;
import com.googlecode.jsendnsca.builders.MessagePayloadBuilder;
import com.googlecode.jsendnsca.builders.NagiosSettingsBuilder;
import com.googlecode.jsendnsca.encryption.Encryption;
import io.nscatools.client.NscaClient;
import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.Secret;
import io.nscatools.protocol.ServiceCheckResult;
import java.nio.charset.StandardCharsets;

/**
 * Sends results with a Java library, one a connection.
 *
 * <p>Arguments: the library, the server's port, the method, the number of results.
 */
public final class LibrarySender {
    static final String JSENDNSCA = "jsendnsca";
    static final String NSCA_CLIENT = "nsca-client";
    private static final int PATIENCE_MILLIS = 2000;
    private static final String OUTPUT = "OK - everything is as it should be, load 0.42";

    private LibrarySender() {}

    /** Sends the results. */
    public static void main(String[] args) {
        int port = Integer.parseInt(args[1]);
        EncryptionMethod method = EncryptionMethod.valueOf(args[2]);
        int count = Integer.parseInt(args[3]);
        if (args[0].equals(JSENDNSCA)) {
            sendWithTheirs(port, method, count);
        } else {
            sendWithOurs(port, method, count);
        }
    }

    private static void sendWithTheirs(int port, EncryptionMethod method, int count) {
        NagiosSettings settings = new NagiosSettingsBuilder()
                .withNagiosHost("127.0.0.1")
                .withPort(port)
                .withPassword(MeasuredServer.PASSWORD)
                .withEncryption(Encryption.valueOf(method.name().replace("RIJNDAEL_", "RIJNDAEL")))
                .withLargeMessageSupportEnabled()
                .withConnectionTimeout(PATIENCE_MILLIS)
                .withResponseTimeout(PATIENCE_MILLIS)
                .create();
        NagiosPassiveCheckSender sender = new NagiosPassiveCheckSender(settings);
        for (int i = 0; i < count; i++) {
            MessagePayload payload = new MessagePayloadBuilder()
                    .withHostname(PacketSource.hostName(i))
                    .withServiceName("service")
                    .withLevel(Level.OK)
                    .withMessage(OUTPUT)
                    .create();
            try {
                sender.send(payload);
            } catch (NagiosException e) {
                return; // what it has not sent counts as lost
            }
        }
    }

    private static void sendWithOurs(int port, EncryptionMethod method, int count) {
        Secret password = new Secret(MeasuredServer.PASSWORD.getBytes(StandardCharsets.US_ASCII));
        NscaClient client = NscaClient.builder()
                .server("127.0.0.1", port)
                .credential(new Credential(method, password))
                .build();
        for (int i = 0; i < count; i++) {
            client.send(new ServiceCheckResult(
                    ByteString.of(PacketSource.hostName(i)), ByteString.of("service"), 0, ByteString.of(OUTPUT)));
        }
    }
}

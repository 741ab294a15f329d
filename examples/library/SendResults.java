import io.nscatools.client.DeliveryReport;
import io.nscatools.client.NscaClient;
import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.HostCheckResult;
import io.nscatools.protocol.Secret;
import io.nscatools.protocol.ServiceCheckResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** SendResults HOST PORT PASSWORD-FILE: sends a service's and a host's check result and says what became of them. */
public final class SendResults {
    public static void main(String[] args) throws Exception {
        byte[] password = Files.readString(Path.of(args[2])).strip().getBytes();
        NscaClient client = NscaClient.builder()
                .server(args[0], Integer.parseInt(args[1]))
                .credential(new Credential(EncryptionMethod.RIJNDAEL_128, new Secret(password)))
                .build();
        List<CheckResult> results = List.of(
                new ServiceCheckResult(
                        ByteString.of("firestorm"), ByteString.of("TCP Wrappers"), 2, ByteString.of("Denied sshd-192.0.2.7")),
                new HostCheckResult(ByteString.of("firestorm"), 0, ByteString.of("UP")));
        DeliveryReport report = client.send(results);
        report.outcomes().forEach(outcome -> System.out.println(outcome.status() + " " + outcome.reason()));
        System.exit(report.isDelivered() ? 0 : 1);
    }
}

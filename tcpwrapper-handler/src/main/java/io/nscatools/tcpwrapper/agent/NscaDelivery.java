package io.nscatools.tcpwrapper.agent;

import io.nscatools.client.DeliveryReport;
import io.nscatools.client.NscaClient;
import io.nscatools.protocol.CfgException;
import io.nscatools.protocol.CfgFile;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.FileErrors;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Sends check results to an NSCA daemon. Taken are those with a receipt and, from a C daemon, which gives none, those
 * it did not break the connection over (fact 1).
 */
final class NscaDelivery implements Delivery {
    private final NscaClient client;

    private NscaDelivery(NscaClient client) {
        this.client = client;
    }

    /** A configuration that cannot be used; the message has a line for each problem. */
    static final class AccessException extends Exception {
        private static final long serialVersionUID = 1L;

        AccessException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Method, password and layout. */
    private record Access(Credential credential, PacketLayout layout) {}

    /** Reads the files that {@code server} names; warnings go to the log. */
    static NscaDelivery to(AgentConfig.Server server, AgentLog log) throws AccessException {
        Access access = server.access() instanceof AgentConfig.SendNscaCfg cfg
                ? access(cfg.file(), log)
                : access((AgentConfig.MethodAndPassword) server.access());
        access.credential().warning().ifPresent(warning -> log.warn("credential", warning));
        return new NscaDelivery(NscaClient.builder()
                .server(server.host(), server.port())
                .credential(access.credential())
                .layout(access.layout())
                .build());
    }

    private static Access access(AgentConfig.MethodAndPassword access) throws AccessException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(access.passwordFile());
        } catch (IOException e) {
            throw new AccessException(access.passwordFile() + ": " + FileErrors.describe(e), e);
        }
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        Secret password = new Secret(Arrays.copyOf(bytes, end));
        Arrays.fill(bytes, (byte) 0);
        return new Access(new Credential(access.method(), password), PacketLayout.CURRENT);
    }

    private static Access access(Path cfg, AgentLog log) throws AccessException {
        try {
            CfgFile file = CfgFile.read(cfg);
            EncryptionMethod method = file.encryptionMethod("encryption_method").orElse(EncryptionMethod.XOR);
            Secret password = file.password("password").orElseGet(() -> new Secret(new byte[0]));
            PacketLayout layout = layout(file);
            file.finish();
            file.warnings().forEach(warning -> log.warn("send_nsca.cfg", warning.toString()));
            return new Access(new Credential(method, password), layout);
        } catch (CfgException e) {
            throw new AccessException(e.getMessage(), e);
        }
    }

    private static PacketLayout layout(CfgFile file) {
        String key = "legacy_2_7_mode";
        return switch (file.text(key).orElse("false").toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> PacketLayout.LEGACY;
            case "false", "no" -> PacketLayout.CURRENT;
            default -> {
                file.problem(key, "is none of true, yes, false, no");
                yield PacketLayout.CURRENT;
            }
        };
    }

    @Override
    public Outcome deliver(List<CheckResult> results) {
        DeliveryReport report = client.send(results);
        String problem = report.outcomes().stream()
                .map(DeliveryReport.Outcome::reason)
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse("");
        if (!report.toResend().isEmpty()) {
            return new Outcome(0, false, problem);
        }
        boolean allRefused = report.rejected() == results.size();
        // Of a batch that was refused in part nobody can say which part; sending it again would only repeat the rest.
        return new Outcome(allRefused ? 0 : results.size(), allRefused, report.rejected() > 0 ? problem : "");
    }

    @Override
    public void close() {
        // Each delivery has a connection of its own.
    }
}

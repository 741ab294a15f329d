package io.nscatools.server.config;

import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.FileErrors;
import io.nscatools.protocol.Secret;
import io.nscatools.protocol.UnsupportedMethodException;
import io.nscatools.server.sink.Glob;
import io.nscatools.yaml.YamlMapping;
import io.nscatools.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the credentials of {@code nsca.yml}. No problem that it tells holds a password. */
final class YamlCredentialReader {
    static final Set<String> KEYS =
            Set.of("name", "method", "password", "password_file", "sources", "hosts", "services");

    /** What a first packet costs grows with this. */
    private static final int MAX_CREDENTIALS = 32;

    private static final int MAX_PASSWORD_BYTES = 4096;

    private final YamlMapping root;
    private final List<String> notes;

    YamlCredentialReader(YamlMapping root, List<String> notes) {
        this.root = root;
        this.notes = notes;
    }

    List<CredentialConfig> credentials() {
        List<CredentialConfig> credentials = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<YamlMapping> mappings = root.mappings("credentials", KEYS);
        for (YamlMapping mapping : mappings) {
            CredentialConfig credential = credential(mapping, "credential " + (credentials.size() + 1));
            if (!names.add(credential.name())) {
                mapping.problem("name", "name: another credential is called '" + credential.name() + "' too");
            }
            credentials.add(credential);
        }
        root.required("credentials", root.node("credentials"));
        if (root.node("credentials").isPresent() && (mappings.isEmpty() || mappings.size() > MAX_CREDENTIALS)) {
            root.problem("credentials", "credentials: expected a list of 1 to " + MAX_CREDENTIALS);
        }
        return credentials;
    }

    private CredentialConfig credential(YamlMapping mapping, String defaultName) {
        Optional<Path> passwordFile = mapping.path("password_file");
        return new CredentialConfig(
                mapping.text("name").orElse(defaultName),
                mapping.required("method", method(mapping)).orElse(EncryptionMethod.NONE),
                password(mapping, passwordFile),
                passwordFile,
                sources(mapping),
                globs(mapping, "hosts"),
                globs(mapping, "services"));
    }

    private static Optional<EncryptionMethod> method(YamlMapping mapping) {
        Optional<String> text = mapping.text("method");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(EncryptionMethod.parse(text.get()));
        } catch (UnsupportedMethodException e) {
            mapping.problem("method", "method: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Secret password(YamlMapping mapping, Optional<Path> passwordFile) {
        boolean here = mapping.node("password").isPresent();
        boolean inFile = mapping.node("password_file").isPresent();
        if (here == inFile) {
            mapping.problem(
                    "password",
                    here
                            ? "password: password_file stands there too; one is enough"
                            : "credentials: password_file or password is missing");
            return new Secret(new byte[0]);
        }
        byte[] bytes = here
                ? passwordHere(mapping)
                : passwordFile.map(path -> passwordIn(path, mapping)).orElseGet(() -> new byte[0]);
        Secret secret = new Secret(bytes);
        Arrays.fill(bytes, (byte) 0);
        return secret;
    }

    private static byte[] passwordHere(YamlMapping mapping) {
        if (mapping.node("password").orElseThrow() instanceof YamlNode.Scalar scalar) {
            return scalar.text().getBytes(StandardCharsets.UTF_8);
        }
        mapping.problem("password", "password: expected a text in quotes");
        return new byte[0];
    }

    /** The bytes of the file but for one newline at their end. */
    private byte[] passwordIn(Path path, YamlMapping mapping) {
        try {
            FileErrors.refuseSpecial(path);
            byte[] bytes = beginning(path);
            int length = bytes.length > 0 && bytes[bytes.length - 1] == '\n' ? bytes.length - 1 : bytes.length;
            byte[] password = Arrays.copyOf(bytes, length);
            Arrays.fill(bytes, (byte) 0);
            check(password, path, mapping);
            return password;
        } catch (IOException e) {
            mapping.problem("password_file", "password_file " + path + ": " + FileErrors.describe(e));
            return new byte[0];
        }
    }

    private static byte[] beginning(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(MAX_PASSWORD_BYTES + 1);
        }
    }

    private void check(byte[] password, Path path, YamlMapping mapping) {
        String problem = null;
        if (password.length > MAX_PASSWORD_BYTES) {
            problem = "is longer than " + MAX_PASSWORD_BYTES + " bytes: not a password";
        } else if (indexOf(password, '\n') >= 0) {
            problem = "has several lines; expected the password and nothing else";
        } else if (indexOf(password, '\0') >= 0) {
            problem = "has a NUL byte in it";
        } else if (indexOf(password, '\r') >= 0) {
            notes.add(path + ": has a carriage return, which is part of the password; save the file with LF line ends"
                    + " if that is not meant");
        }
        if (problem != null) {
            mapping.problem("password_file", "password_file " + path + ": " + problem);
        }
    }

    private static int indexOf(byte[] bytes, char c) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == c) {
                return i;
            }
        }
        return -1;
    }

    private static List<Network> sources(YamlMapping mapping) {
        List<Network> networks = new ArrayList<>();
        for (YamlNode.Scalar scalar : mapping.scalars("sources")) {
            Optional<Network> network = Network.parse(scalar.text());
            network.ifPresentOrElse(
                    networks::add,
                    () -> mapping.problem(
                            scalar,
                            "sources: expected a network such as 192.0.2.0/24 or 2001:db8::/32 with no bits after its"
                                    + " prefix, or an address, found " + scalar.kind()));
        }
        refuseEmpty(mapping, "sources");
        return networks;
    }

    private static List<Glob> globs(YamlMapping mapping, String key) {
        List<Glob> globs = mapping.scalars(key).stream()
                .map(scalar -> Glob.of(scalar.text()))
                .toList();
        refuseEmpty(mapping, key);
        return globs;
    }

    /** An empty list would allow everything, which nobody means who writes one. */
    private static void refuseEmpty(YamlMapping mapping, String key) {
        if (mapping.node(key).orElse(null) instanceof YamlNode.Sequence list
                && list.items().isEmpty()) {
            mapping.problem(key, key + ": is an empty list; remove it if all are meant");
        }
    }
}

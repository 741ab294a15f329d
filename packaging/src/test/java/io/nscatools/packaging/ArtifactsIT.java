package io.nscatools.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the build leaves in {@code packaging/target}, looked at without installing it. */
class ArtifactsIT {
    private static final Path TARGET = Project.root().resolve("packaging/target");
    private static final long MEBIBYTE = 1 << 20;
    private static final Pattern LONG_OPTION = Pattern.compile("(?m)^[ ,-]*(?:-\\w+, )*(--[a-z][a-z0-9-]*)");

    @TempDir
    private Path folder;

    @Test
    void jarsAreSmall() throws Exception {
        long client = Files.size(Project.jar("nsca-client"));
        long all = client;
        for (String module : List.of("nsca-server", "tcpwrapper-handler", "nagios-config-gen")) {
            all += Files.size(Project.jar(module));
        }
        assertThat(client).isLessThan(4 * MEBIBYTE);
        assertThat(all).isLessThan(25 * MEBIBYTE);
    }

    @Test
    void lintianFindsNoErrors() throws Exception {
        requireCommand("lintian");
        List<String> command = new ArrayList<>(List.of("lintian", "--allow-root", "--fail-on", "error"));
        PackagesIT.debs().forEach(deb -> command.add(deb.toString()));
        CommandResult result = run(command);
        assertThat(result.exitCode()).as(result.stdout() + result.stderr()).isZero();
        assertThat(result.stdout()).doesNotContain("E: ");
    }

    @Test
    void rpmsSayWhatTheyNeed() throws Exception {
        requireCommand("rpm");
        for (Path rpm : PackagesIT.rpms()) {
            CommandResult result = run(List.of(
                    "rpm", "-qp", "--qf", "%{ARCH} %{LICENSE} %{BUILDHOST}\\n[%{REQUIRENEVRS}\\n]", rpm.toString()));
            assertThat(result.stdout())
                    .as(result.toString())
                    .startsWith("noarch Apache-2.0 localhost\n")
                    .contains("\njava-headless >= 1:17\n");
            assertThat(result.stdout().contains("\nshadow-utils\n"))
                    .isNotEqualTo(rpm.toString().contains("configgen"));
            assertThat(run(List.of("rpm", "-K", rpm.toString())).stdout()).endsWith(": digests OK\n");
        }
    }

    /** All that is shipped has one time, that of the version: whoever builds it again gets the same bytes. */
    @Test
    void nothingHasTheTimeOfItsBuild() throws Exception {
        requireCommand("rpm");
        String script = """
                export TZ=UTC
                tar --list -vzf *.tar.gz --full-time | awk '{print $4, $5}'
                for deb in *.deb; do
                    dpkg-deb --fsys-tarfile "$deb" | tar --list -v --full-time | awk '{print $4, $5}'
                done
                rpm -qp --qf '%{BUILDTIME}\\n[%{FILEMTIMES}\\n]' *.rpm | sort -u | sed 's/^/@/' | date -f - '+%F %T'
                """;
        CommandResult result = run(List.of("sh", "-c", "cd '" + TARGET + "'\n" + script));
        assertThat(result.stdout().lines().distinct()).as(result.stderr()).hasSize(1);
    }

    /** Maven reads and writes them in the locale's encoding unless it is told not to. */
    @ParameterizedTest
    @ValueSource(strings = {"nsca-client", "nsca-server", "tcpwrapper-handler", "nagios-config-gen"})
    void noticesAreWholeInAnyLocale(String module) throws Exception {
        try (ZipFile jar = new ZipFile(Project.jar(module).toFile())) {
            String notice = new String(
                    jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(notice).contains("Copyright © 2023 Werner Randelshofer");
        }
    }

    /** systemd 252 rates from 0, which is safe, to 10; the pages name the figure. */
    @ParameterizedTest
    @ValueSource(strings = {"nsca-server", "tcpwrapper-handler", "tcpwrapper-handler-drain"})
    void unitsAreHardened(String unit) throws Exception {
        requireCommand("systemd-analyze");
        Path file = Project.root().resolve("packaging/src/systemd/" + unit + ".service");
        CommandResult result =
                run(List.of("systemd-analyze", "security", "--offline=yes", "--threshold=13", file.toString()));
        assertThat(result.exitCode()).as(result.stdout() + result.stderr()).isZero();
        assertThat(result.stdout()).contains("Overall exposure level for " + unit + ".service: 1.3 OK");
    }

    @ParameterizedTest
    @CsvSource({"send_nsca, 1", "nsca-server, 8", "tcpwrapper-handler, 8", "nagios-config-gen, 1"})
    void manualPagesAndCompletionsHaveAllOptions(String command, String section) throws Exception {
        Path tarball = unpackedTarball();
        String manual = Files.readString(tarball.resolve("share/man/man" + section + "/" + command + "." + section))
                .replace("\\-", "-");
        String completion = Files.readString(tarball.resolve("share/bash-completion/completions/" + command));
        String help = run(List.of(tarball.resolve("bin/" + command).toString(), "--help"))
                .stdout();
        Matcher option = LONG_OPTION.matcher(help);
        while (option.find()) {
            assertThat(manual).contains(option.group(1));
            assertThat(completion).contains(option.group(1));
        }
        assertThat(manual).startsWith(".TH \"").contains(".SH NAME\n" + command + " - ");
        assertThat(tarball.resolve("share/zsh/site-functions/_" + command))
                .content()
                .startsWith("#compdef " + command + "\n");
    }

    @Test
    void completionsWork() throws Exception {
        Path tarball = unpackedTarball();
        String script = """
                . '%s/share/bash-completion/completions/nagios-config-gen'
                COMP_WORDS=(nagios-config-gen ho) COMP_CWORD=1
                _complete_nagios-config-gen
                echo "${COMPREPLY[@]}"
                """.formatted(tarball);
        assertThat(run(List.of("bash", "-c", script)).stdout()).isEqualTo("hosts-deny\n");
    }

    @Test
    void checksumsAreThoseOfTheJars() throws Exception {
        Path tarball = unpackedTarball();
        CommandResult result = run(List.of("sh", "-c", "cd '" + tarball + "/lib' && sha256sum -c *.sha256"));
        assertThat(result.exitCode()).as(result.stdout() + result.stderr()).isZero();
        assertThat(result.stdout().lines()).hasSize(4);
        assertThat(tarball.resolve("share/doc/sbom.cdx.json"))
                .content()
                .contains("\"CycloneDX\"", "netty-handler", "jackson-core", "picocli");
    }

    private Path unpackedTarball() throws Exception {
        try (Stream<Path> files = Files.list(TARGET)) {
            Path tarball = files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow();
            run(List.of("tar", "-xzf", tarball.toString(), "-C", folder.toString()));
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static void requireCommand(String name) throws IOException, InterruptedException {
        ForeignPrograms.requireThat(
                run(List.of("sh", "-c", "command -v " + name)).exitCode() == 0, name + " is not installed");
    }

    private static CommandResult run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return CommandResult.run(builder, new byte[0], PackagesIT.PATIENCE);
    }
}

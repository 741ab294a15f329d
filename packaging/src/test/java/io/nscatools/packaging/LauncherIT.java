package io.nscatools.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one script that starts all programs, with Javas that only say what they are asked to do. */
class LauncherIT {
    private static final Path BIN = Project.root().resolve("bin");

    @TempDir
    private Path folder;

    private Path bin;

    @BeforeEach
    void install() throws IOException {
        bin = Files.createDirectories(folder.resolve("opt/bin"));
        Path lib = Files.createDirectories(folder.resolve("opt/lib"));
        for (String module : List.of("nsca-client", "nsca-server", "tcpwrapper-handler", "nagios-config-gen")) {
            Files.createFile(lib.resolve(module + ".jar"));
        }
        for (String name : List.of("send_nsca", "nsca-server", "tcpwrapper-handler", "nagios-config-gen")) {
            Files.copy(BIN.resolve("launcher"), bin.resolve(name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"send_nsca", "nsca-server", "tcpwrapper-handler", "nagios-config-gen"})
    void startsEachProgramFromTheBuildFolder(String name) throws Exception {
        CommandResult result =
                run(Map.of("JAVA_HOME", System.getProperty("java.home")), BIN.resolve(name), "--version");
        assertThat(result.stdout()).startsWith(name + " (nsca-toolkit) ");
        assertThat(result.stderr()).isEmpty();
    }

    @Test
    void takesNscaJavaBeforeJavaHomeBeforePath() throws Exception {
        Path inPath = java("in-path", "17.0.1");
        Path named = java("named", "25.0.3");
        java("home", "21");
        String path = inPath.getParent() + ":/usr/bin:/bin";
        assertThat(ask(Map.of("PATH", path))).startsWith("in-path ");
        assertThat(ask(Map.of("PATH", path, "JAVA_HOME", folder + "/home"))).startsWith("home ");
        assertThat(ask(Map.of("PATH", path, "JAVA_HOME", folder + "/home", "NSCA_JAVA", named.toString())))
                .startsWith("named ");
    }

    @Test
    void tellsWhichJavaIsMissingOrTooOld() throws Exception {
        String remedy = ": install Java 17 or later, or set NSCA_JAVA to the path of one\n";
        Path none = Files.createDirectories(folder.resolve("none"));
        assertFails(Map.of("PATH", none.toString()), "send_nsca: no java in PATH" + remedy);
        assertFails(Map.of("JAVA_HOME", "/no/java"), "send_nsca: /no/java/bin/java is not to be run" + remedy);
        assertFails(Map.of("NSCA_JAVA", folder.toString()), "send_nsca: " + folder + " is not to be run" + remedy);
        for (String version : List.of("1.8.0_392", "11.0.21", "16.0.2")) {
            Path old = java("old-" + version, version);
            assertFails(Map.of("NSCA_JAVA", old.toString()), "send_nsca: " + old + " is Java " + version + remedy);
            Files.delete(folder.resolve("old-" + version + "/release"));
            assertFails(Map.of("NSCA_JAVA", old.toString()), "send_nsca: " + old + " is Java " + version + remedy);
        }
    }

    /** Whatever a start-up archive is called after must not come from somewhere else. */
    @ParameterizedTest
    @CsvSource({
        "17.0.15, SharedArchiveFile, jsa",
        "24.0.2, SharedArchiveFile, jsa",
        "25, AOTCache, aot",
        "26-ea, AOTCache, aot"
    })
    void picksTheArchiveOfTheJava(String version, String option, String suffix) throws Exception {
        Path java = java("java", version);
        Path archive = folder.resolve("opt/lib/nsca-client-" + version + "." + suffix);
        Map<String, String> environment = Map.of("NSCA_JAVA", java.toString());
        assertThat(ask(environment)).doesNotContain("Archive").doesNotContain("AOTCache");
        Files.createFile(archive);
        assertThat(ask(environment)).contains(" -XX:" + option + "=" + archive + " -Xlog:disable ");
    }

    /** A relative path and links lead to the same jar by the same name: Java 17 takes the archive for no other. */
    @Test
    void findsItselfFromEverywhere() throws Exception {
        Map<String, String> environment = Map.of("NSCA_JAVA", java("java", "17").toString());
        String expected = " -cp " + folder + "/opt/lib/nsca-client.jar io.nscatools.client.command.SendNsca a b\n";
        Files.createSymbolicLink(folder.resolve("send_nsca"), bin.resolve("send_nsca"));
        Files.createSymbolicLink(folder.resolve("my-send"), Path.of("send_nsca"));
        for (String command : List.of(
                bin + "/send_nsca",
                "cd " + bin + " && ./send_nsca",
                "cd " + bin + " && sh send_nsca",
                "cd " + bin.getParent() + " && ./bin/send_nsca",
                "cd " + bin.getParent() + " && bin/send_nsca",
                "PATH=" + bin + ":$PATH; send_nsca",
                folder + "/send_nsca",
                folder + "/my-send")) {
            CommandResult result = run(environment, Path.of("/bin/sh"), "-c", command + " a b");
            assertThat(result.stdout()).as(command + result.stderr()).endsWith(expected);
        }
    }

    @Test
    void passesArgumentsAndExitCodeOn() throws Exception {
        Path java = java("a java", "17");
        Files.writeString(java, "#!/bin/sh\nfor argument; do echo \"[$argument]\"; done\nexit 42\n");
        CommandResult result =
                run(Map.of("NSCA_JAVA", java.toString()), bin.resolve("nsca-server"), "", "a  b", "*", "$(id)");
        assertThat(result.exitCode()).isEqualTo(42);
        assertThat(result.stdout()).endsWith("[]\n[a  b]\n[*]\n[$(id)]\n");
    }

    @Test
    void saysWhyThereIsNoArchive() throws Exception {
        Path java = java("java", "17");
        Files.writeString(java, "#!/bin/sh\necho no space left on device >&2\nexit 1\n");
        CommandResult result = run(Map.of("NSCA_JAVA", java.toString()), bin.resolve("send_nsca"), "--make-archive");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.stderr())
                .isEqualTo("send_nsca: " + java + " made no archive (the program only starts more slowly):"
                        + " no space left on device\n");
        assertThat(folder.resolve("opt/lib").toFile().list()).hasSize(4);
    }

    /**
     * The numbers of processes in a new namespace count up from 1: the launcher is the first, Java takes its place, and
     * the first that Java starts is the second.
     */
    @Test
    void startsNoProcessBeforeJava() throws Exception {
        ForeignPrograms.requireThat(
                System.getProperty("user.name").equals("root"), "counting processes needs root, for a namespace");
        Path java = java("java", "17");
        Files.writeString(java, "#!/bin/sh\necho $$ $(exec sh -c 'echo $$')\n");
        Files.createDirectories(folder.resolve("path"));
        Path linked = Files.createSymbolicLink(folder.resolve("path/java"), java);
        for (Map<String, String> environment : List.of(
                Map.of("NSCA_JAVA", java.toString()),
                Map.of("JAVA_HOME", folder.resolve("java").toString()))) {
            CommandResult result =
                    run(environment, Path.of("/usr/bin/unshare"), "--pid", "--fork", bin + "/send_nsca", "localhost");
            assertThat(result.stdout()).as(result.stderr()).isEqualTo("1 2\n");
        }
        assertThat(linked).exists();
    }

    private void assertFails(Map<String, String> environment, String message) throws Exception {
        CommandResult result = run(environment, bin.resolve("send_nsca"), "-h");
        assertThat(result).isEqualTo(new CommandResult(2, "", message));
    }

    private String ask(Map<String, String> environment) throws Exception {
        CommandResult result = run(environment, bin.resolve("send_nsca"), "localhost");
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        return result.stdout();
    }

    /** Makes a Java that prints its name and its arguments. */
    private Path java(String name, String version) throws IOException {
        Path java = folder.resolve(name).resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(
                folder.resolve(name).resolve("release"), "IMPLEMENTOR=\"N\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = -version ]; then
                    echo 'openjdk version "%s"' >&2
                else
                    echo '%s' "$@"
                fi
                """.formatted(version, name));
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return java;
    }

    private static CommandResult run(Map<String, String> environment, Path command, String... arguments)
            throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().remove("NSCA_JAVA");
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(environment);
        return CommandResult.run(builder, new byte[0]);
    }
}

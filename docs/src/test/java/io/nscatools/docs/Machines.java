package io.nscatools.docs;

import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.RunningProgram;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Throw-away copies of this machine, each with a systemd, a name and an address of its own, in one network: what is
 * installed, started and broken in them is gone when they are closed. {@code docs/src/test/sh} has the scripts.
 */
final class Machines implements AutoCloseable {
    /** Whose names all machines know. */
    private static final Map<String, String> ADDRESSES =
            Map.of("firestorm", "192.0.2.2", "monitor", "192.0.2.1", "intruder", "192.0.2.66");

    /** Packages are installed in 10 s; on a machine that does much else, in several minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final List<String> PROGRAMS =
            List.of("/lib/systemd/systemd", "/usr/bin/dpkg", "/usr/bin/rpm", "/sbin/ip", "/usr/bin/ssh");

    /** Where the machines find our packages and those of others. */
    private final Map<String, String> environment = Map.of(
            "PROJECT",
            Project.root().toString(),
            "PEERS",
            ForeignPrograms.path("").toString());

    private final Path folder;
    private final RunningProgram lan;
    private final Map<String, Machine> machines = new HashMap<>();
    private int count;

    private Machines(Path folder, RunningProgram lan) {
        this.folder = folder;
        this.lan = lan;
    }

    /** Makes the network, and what the machines change, below {@code folder}. */
    static Machines in(Path folder) throws Exception {
        ForeignPrograms.requireThat(
                System.getProperty("user.name").equals("root")
                        && PROGRAMS.stream().map(Path::of).allMatch(Files::isExecutable),
                "the pages are tried as root on a Debian with " + PROGRAMS);
        Files.createDirectories(folder.resolve("lan"));
        RunningProgram lan = RunningProgram.start(
                new ProcessBuilder(script("lan"), folder.resolve("lan").toString()), folder.resolve("lan.log"));
        lan.awaitLog("ready");
        return new Machines(folder, lan);
    }

    private static String script(String name) {
        return Project.root().resolve("docs/src/test/sh").resolve(name).toString();
    }

    /**
     * Boots a machine on top of what others have changed, the newest first. Each has a number, by which others build on
     * it once it is closed.
     */
    Machine boot(String name, List<Integer> layers) throws Exception {
        int number = count++;
        String place = folder.resolve("lan").toString();
        StringBuilder lower = new StringBuilder();
        for (int layer : layers) {
            lower.append(place).append("/").append(layer).append("/changes:");
        }
        List<String> command = new ArrayList<>(inLan("--mount", "--net"));
        command.addAll(List.of(
                script("machine"), place, Integer.toString(number), name, ADDRESSES.get(name), lower.toString()));
        Path log = folder.resolve(number + ".log");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        RunningProgram program = RunningProgram.start(builder, log);
        Machine machine = new Machine(name, number, program);
        machines.put(name, machine);
        Await.until(machine::isRunning, () -> name + " has booted: " + program.log());
        StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n");
        ADDRESSES.forEach((host, address) ->
                hosts.append(address).append(' ').append(host).append('\n'));
        machine.write("/etc/hosts", hosts.toString());
        return machine;
    }

    private List<String> inLan(String... namespaces) {
        List<String> command = new ArrayList<>(List.of("nsenter", "--target", Long.toString(lan.pid())));
        command.addAll(Arrays.asList(namespaces));
        return command;
    }

    @Override
    public void close() {
        List.copyOf(machines.values()).forEach(Machine::close);
        lan.close();
    }

    /** One of the machines. */
    final class Machine implements AutoCloseable {
        private final String name;
        private final int number;
        private final RunningProgram program;

        private Machine(String name, int number, RunningProgram program) {
            this.name = name;
            this.number = number;
            this.program = program;
        }

        int number() {
            return number;
        }

        private boolean isRunning() throws Exception {
            return init() != 0 && run("systemctl is-active basic.target").exitCode() == 0;
        }

        /** Returns the process that is its systemd, or 0. */
        private long init() {
            return ProcessHandle.of(program.pid()).stream()
                    .flatMap(ProcessHandle::children)
                    .mapToLong(ProcessHandle::pid)
                    .findFirst()
                    .orElse(0);
        }

        /** Runs commands, as root in its home, where a {@code cd} before has left off; their output is one. */
        CommandResult run(String commands) throws IOException, InterruptedException {
            String prologue =
                    "exec 2>&1; cd \"$(cat /run/where 2>/dev/null || echo /root)\"\n" + "trap 'pwd >/run/where' EXIT\n";
            return enter(new byte[0], "bash", "-euc", prologue + commands);
        }

        /** Starts a command that goes on until the machine is closed. */
        void start(String command) throws IOException, InterruptedException {
            String script = "/run/start-" + Integer.toHexString(command.hashCode());
            write(script, command);
            run("setsid bash -eu " + script + " >" + script + ".log 2>&1 </dev/null &");
        }

        /** Writes a file, and the folders around it. */
        void write(String path, String text) throws IOException, InterruptedException {
            CommandResult result = enter(
                    text.getBytes(StandardCharsets.UTF_8),
                    "sh",
                    "-c",
                    "cd \"$(cat /run/where 2>/dev/null || echo /root)\"; mkdir -p \"$(dirname \"$0\")\"; exec cat >\"$0\"",
                    path);
            if (result.exitCode() != 0) {
                throw new AssertionError(path + " cannot be written on " + name + ": " + result);
            }
        }

        private CommandResult enter(byte[] stdin, String... command) throws IOException, InterruptedException {
            List<String> full = new ArrayList<>(List.of(
                    "nsenter",
                    "--target",
                    Long.toString(init()),
                    "--all",
                    "--root",
                    "--wd",
                    "env",
                    "--ignore-environment"));
            full.addAll(List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LC_ALL=C.UTF-8", "TERM=dumb"));
            full.add("DEBIAN_FRONTEND=noninteractive");
            environment.forEach((variable, value) -> full.add(variable + "=" + value));
            full.addAll(Arrays.asList(command));
            return CommandResult.run(new ProcessBuilder(full).directory(new File("/")), stdin, PATIENCE);
        }

        @Override
        public void close() {
            machines.remove(name);
            try {
                program.kill(); // its systemd takes SIGTERM for another wish
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

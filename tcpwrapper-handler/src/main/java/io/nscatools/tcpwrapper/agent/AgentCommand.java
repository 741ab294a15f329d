package io.nscatools.tcpwrapper.agent;

import io.nscatools.yaml.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code tcpwrapper-handler agent} command. */
@Command(
        name = "agent",
        header = "Sends the refused connections that handle_tcp_wrapper leaves in the spool to Nagios.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = AgentCommand.EXIT_USAGE,
        sortOptions = false,
        footerHeading = "%nExit codes:%n",
        footer = {
            "0 all was delivered (--drain, --stdin); 1 some was not and stays in the spool;",
            "2 bad configuration, or a spool that cannot be used; 3 usage."
        })
public final class AgentCommand implements Callable<Integer> {
    static final int EXIT_LEFT = 1;
    static final int EXIT_FAILED = 2;
    static final int EXIT_USAGE = 3;

    private static final Duration NAGIOS_PATIENCE = Duration.ofSeconds(5);
    private static final long STOP_SECONDS = 10;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            required = true,
            description = "Configuration file, such as tcpwrapper-handler.yml.")
    private Path configFile;

    @Option(
            names = "--local",
            paramLabel = "COMMAND_FILE",
            description = "Write to the command file of a Nagios on this machine; no network.")
    private Path commandFile;

    @ArgGroup
    private Mode mode = new Mode();

    @Spec
    private CommandSpec spec;

    private final InputStream in;

    /** The command with the process's standard input. */
    public AgentCommand() {
        this(System.in);
    }

    AgentCommand(InputStream in) {
        this.in = in;
    }

    private static final class Mode {
        @Option(names = "--drain", description = "Send what is in the spool, then end.")
        private boolean drain;

        @Option(
                names = "--stdin",
                description = "Take records from standard input too, one a line, and end with it: the arguments of"
                        + " handle_tcp_wrapper, divided by blanks.")
        private boolean stdin;
    }

    /** Runs the agent until the process is asked to end, or as the options say. */
    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        AgentLog log = new AgentLog(err);
        CountDownLatch ended = new CountDownLatch(1);
        try (Agent agent = agent(log)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(agent, ended), "shutdown"));
            return work(agent, log);
        } catch (ProblemsException | NscaDelivery.AccessException e) {
            err.println(e.getMessage());
            err.println("Error: Config file '" + configFile + "' contained errors, the agent does not start");
            return EXIT_FAILED;
        } catch (IOException e) {
            err.println("Error: " + e.getMessage());
            return EXIT_FAILED;
        } finally {
            ended.countDown();
        }
    }

    private Agent agent(AgentLog log) throws ProblemsException, NscaDelivery.AccessException, IOException {
        AgentConfig config = AgentConfigReader.read(configFile, shortHostName());
        Delivery delivery = delivery(config, log);
        Clock clock = Clock.systemUTC();
        SpoolReader reader = new SpoolReader(clock, System::nanoTime, log);
        Spool spool = Spool.open(config.spool(), reader, log);
        log.info(config.spool() + " goes to "
                + (commandFile == null ? config.server().orElseThrow().address() : commandFile));
        return new Agent(
                config,
                spool,
                new SpoolGuard(config, reader, clock),
                delivery,
                new ReverseNames(ReverseNames::system, config.reverseNameWait()),
                log);
    }

    private Delivery delivery(AgentConfig config, AgentLog log) throws NscaDelivery.AccessException {
        if (commandFile != null) {
            return new CommandFileDelivery(commandFile, Clock.systemUTC(), NAGIOS_PATIENCE);
        }
        return NscaDelivery.to(
                config.server()
                        .orElseThrow(() -> new NscaDelivery.AccessException(
                                configFile + ": server is missing; or give --local COMMAND_FILE", null)),
                log);
    }

    private int work(Agent agent, AgentLog log) throws IOException, InterruptedException {
        if (mode.stdin) {
            return runWithInput(agent, log);
        }
        if (mode.drain) {
            return agent.drain() ? 0 : EXIT_LEFT;
        }
        agent.run();
        return 0;
    }

    /** What is being delivered is brought to its end; the rest stays in the spool. */
    private static void stop(Agent agent, CountDownLatch ended) {
        agent.stop();
        try {
            ended.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int runWithInput(Agent agent, AgentLog log) throws IOException, InterruptedException {
        LineSource source = new LineSource(in, agent.folder(), log);
        Thread reader = new Thread(
                () -> {
                    source.run();
                    agent.finish();
                },
                "input");
        reader.setDaemon(true);
        reader.start();
        agent.run();
        return agent.drain() ? 0 : EXIT_LEFT;
    }

    /** This machine's name up to the first dot, as {@code uname -n} has it. */
    private static String shortHostName() {
        String name;
        try {
            name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            try {
                name = InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException unknown) {
                name = "localhost";
            }
        }
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}

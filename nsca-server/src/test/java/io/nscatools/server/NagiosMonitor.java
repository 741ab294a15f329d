package io.nscatools.server;

import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.RunningProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Nagios with one volatile service, "TCP Wrappers" on firestorm, whose notifications run {@code /bin/true}. */
final class NagiosMonitor implements AutoCloseable {
    private static final Pattern ALERT = Pattern.compile("SERVICE ALERT: .*;(id-\\d+)");

    private final Path folder;
    private int starts;
    private RunningProgram nagios;

    NagiosMonitor(Path folder) throws IOException {
        this.folder = folder;
        for (String name : List.of("rw", "archives", "checkresults")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.writeString(folder.resolve("nagios.cfg"), CONFIG.replace("@", folder.toString()));
        Files.writeString(folder.resolve("objects.cfg"), OBJECTS);
    }

    Path commandFile() {
        return folder.resolve("rw/nagios.cmd");
    }

    Path checkResults() {
        return folder.resolve("checkresults");
    }

    void start() throws Exception {
        nagios = RunningProgram.start(
                ForeignPrograms.command(
                        "usr/sbin/nagios4", folder.resolve("nagios.cfg").toString()),
                folder.resolve("start-" + starts++ + ".log"));
        nagios.awaitLog("Successfully launched command file worker");
        Await.until(() -> Files.exists(commandFile()), () -> "Nagios' command file");
    }

    /** Sends a signal to Nagios' main process, such as {@code HUP}. */
    void signal(String name) throws IOException, InterruptedException {
        CommandResult.run(new ProcessBuilder("kill", "-" + name, Long.toString(nagios.pid())), new byte[0]);
    }

    void kill() throws Exception {
        nagios.kill();
    }

    void terminate() throws Exception {
        nagios.stop();
    }

    /** Returns the outputs of all alerts, in order. */
    List<String> alerts() throws IOException {
        List<String> alerts = new ArrayList<>();
        Matcher matcher = ALERT.matcher(log());
        while (matcher.find()) {
            alerts.add(matcher.group(1));
        }
        return alerts;
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("nagios.log"), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        if (nagios == null) {
            return;
        }
        try {
            signal("CONT");
        } catch (IOException e) {
            // then it is killed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        nagios.close();
    }

    private static final String CONFIG = """
            cfg_file=@/objects.cfg
            log_file=@/nagios.log
            log_archive_path=@/archives
            command_file=@/rw/nagios.cmd
            query_socket=@/rw/nagios.qh
            check_result_path=@/checkresults
            check_result_reaper_frequency=1
            lock_file=@/nagios.lock
            temp_file=@/nagios.tmp
            temp_path=@
            object_cache_file=@/objects.cache
            precached_object_file=@/objects.precache
            status_file=@/status.dat
            state_retention_file=@/retention.dat
            nagios_user=root
            nagios_group=root
            check_external_commands=1
            accept_passive_service_checks=1
            enable_notifications=1
            check_for_updates=0
            """;

    private static final String OBJECTS = """
            define timeperiod{
                timeperiod_name 24x7
                alias always
                sunday 00:00-24:00
                monday 00:00-24:00
                tuesday 00:00-24:00
                wednesday 00:00-24:00
                thursday 00:00-24:00
                friday 00:00-24:00
                saturday 00:00-24:00
            }
            define command{
                command_name true
                command_line /bin/true
            }
            define contact{
                contact_name security
                service_notification_period 24x7
                host_notification_period 24x7
                service_notification_options w,u,c,r
                host_notification_options d,u,r
                service_notification_commands true
                host_notification_commands true
            }
            define host{
                host_name firestorm
                address 127.0.0.1
                max_check_attempts 1
                active_checks_enabled 0
                check_period 24x7
                contacts security
            }
            define service{
                host_name firestorm
                service_description TCP Wrappers
                check_command true
                is_volatile 1
                max_check_attempts 1
                active_checks_enabled 0
                passive_checks_enabled 1
                check_period 24x7
                check_interval 1
                retry_interval 1
                contacts security
                notification_interval 31536000
                notification_period 24x7
                notification_options w,u,c,r
            }
            """;
}

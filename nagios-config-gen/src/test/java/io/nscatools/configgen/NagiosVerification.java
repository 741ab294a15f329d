package io.nscatools.configgen;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import java.nio.file.Files;
import java.nio.file.Path;

/** Debian's nagios4 reads a configuration and says what it thinks of it. */
final class NagiosVerification {
    private NagiosVerification() {}

    /** Runs it with {@code option}; {@code files} are the lines of nagios.cfg that name object files. */
    static CommandResult run(Path folder, String option, String files) throws Exception {
        Files.createDirectories(folder.resolve("checkresults"));
        Path main = Files.writeString(
                folder.resolve("nagios.cfg"),
                """
                log_file=F/nagios.log
                check_result_path=F/checkresults
                object_cache_file=F/objects.cache
                precached_object_file=F/objects.precache
                temp_file=F/nagios.tmp
                temp_path=F
                command_file=F/nagios.cmd
                lock_file=F/nagios.lock
                illegal_macro_output_chars=`~$&|'"<>
                nagios_user=USER
                nagios_group=GROUP
                """.replace("F", folder.toString()).replace("USER", System.getProperty("user.name")).replace(
                                "GROUP",
                                Files.getAttribute(folder, "posix:group").toString())
                        + files);
        return CommandResult.run(ForeignPrograms.command("usr/sbin/nagios4", option, main.toString()), new byte[0]);
    }
}

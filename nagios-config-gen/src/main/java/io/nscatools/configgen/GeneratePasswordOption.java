package io.nscatools.configgen;

import io.nscatools.yaml.ProblemsException;
import picocli.CommandLine.Option;

/** The option that makes the password. */
final class GeneratePasswordOption {
    @Option(
            names = "--generate-password",
            description =
                    "First put a random password into the inventory's password_file, which must not be there yet.")
    private boolean generate;

    /** Makes the password if that is asked for. */
    void apply(Inventory inventory, String command, boolean force) throws ProblemsException {
        if (generate) {
            Password.generate(inventory.monitor(command).passwordFile(), force);
        }
    }
}

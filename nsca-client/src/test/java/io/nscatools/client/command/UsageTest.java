package io.nscatools.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Help, manual page and completion come from one table. */
class UsageTest {
    @ParameterizedTest
    @EnumSource
    void tellsOfEveryOption(Option option) {
        String help = new Command().run("", "-h").stdout();
        String manual = new Command().run("", "--generate-man").stdout();
        String completion = new Command().run("", "--generate-completion").stdout();
        for (String name : option.names()) {
            assertThat(help).contains(name);
            assertThat(manual).contains(name.replace("-", "\\-"));
            assertThat(completion).contains(name);
        }
        assertThat(manual)
                .startsWith(".TH \"SEND_NSCA\" 1 ")
                .doesNotContain("%n")
                .doesNotContain("%%");
    }
}

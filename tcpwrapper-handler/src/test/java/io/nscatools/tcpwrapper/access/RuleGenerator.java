package io.nscatools.tcpwrapper.access;

import java.util.List;
import java.util.Random;

/** Makes up rules, sound and unsound ones, that have a fair chance to be about the clients they are tried with. */
public final class RuleGenerator {
    /** What the hosts file of the tests has. */
    public static final String HOSTS = """
            127.0.0.1 localhost
            10.1.0.1 host1.example.org
            10.1.0.2 local
            10.1.2.3 www.sub.example.net
            2001:db8::1 v6.example.org
            2001:db8::2 v6local
            """;

    static final List<String> DAEMONS = List.of("sshd", "in.ftpd", "SSHD", "s*d", "22", "-x", "a;b c", "vsftpd.");
    private static final List<String> SERVERS =
            List.of("", "", "", "@127.0.0.1", "@10.1.0.1", "@2001:db8::1", "@host1.example.org", "@unknown");
    private static final List<String> CLIENTS = List.of(
            "10.1.0.1",
            "10.1.0.2",
            "10.1.2.3",
            "10.1.2.200",
            "192.0.2.7",
            "127.0.0.1",
            "0.0.0.0",
            "010.1.0.1",
            "::1",
            "2001:db8::1",
            "2001:db8::2",
            "2001:db8:0:1::99",
            "fe80::1",
            "::ffff:10.1.2.3",
            "::ffff:10.1.0.1",
            "host1.example.org",
            "local",
            "www.sub.example.net",
            "v6.example.org",
            "v6local",
            "localhost",
            "unknown",
            "paranoid");
    private static final List<String> USERS = List.of("", "", "", "joe@", "unknown@", "a b;c@", "JOE@");
    private static final List<String> DAEMON_PATTERNS = List.of(
            "ALL",
            "ALL",
            "all",
            "sshd",
            "sshd",
            "in.ftpd",
            "in.*",
            "s??d",
            "*",
            "**",
            "?*",
            ".ftpd",
            "in.",
            "KNOWN",
            "UNKNOWN",
            "LOCAL",
            "22",
            "0",
            "+22",
            "-1",
            "4294967318",
            "65536",
            "vsftpd.",
            "sshd@127.0.0.1",
            "ALL@10.1.0.",
            "ALL@[2001:db8::]/32",
            "ALL@.example.org",
            "ALL@KNOWN",
            "ALL@UNKNOWN",
            "ALL@LOCAL",
            "ALL@10.1.0.0/16",
            "s*d@127.*",
            "sshd@[::1]",
            "22@ALL",
            "sshd@/nosuch",
            "sshd@",
            "@sshd",
            "-x",
            "a;b",
            "[sshd]",
            "[sshd",
            "sshd]");
    private static final List<String> CLIENT_PATTERNS = List.of(
            "ALL",
            "ALL",
            "all",
            "KNOWN",
            "UNKNOWN",
            "LOCAL",
            "PARANOID",
            "paranoid",
            "10.",
            "10.1.",
            "10.1.0.",
            "10.1.2.",
            "10.1.0.1",
            "10.1.2.3",
            "192.0.2.7",
            "10.1",
            "10.1.0.0/255.255.255.0",
            "10.1.0.0/24",
            "10.1.0.1/24",
            "10.1.0.0/16x",
            "10.0.0.0/8",
            "0.0.0.0/0",
            "0.0.0.0/0.0.0.0",
            "10.1.0.1/32",
            "10.1.0.1/33",
            "10.1.0.1/255.255.255.255",
            "012.1.0.0/16",
            "0xa.1.0.0/16",
            "10.1.0.0/0377.0377.0.0",
            "10.1.0.0/",
            "/",
            "10.1.0.0/-1",
            "10.1.0.0/4294967312",
            "[2001:db8::]/32",
            "[2001:db8::]/64",
            "[2001:db8::1]",
            "[2001:DB8:0:0::1]",
            "[2001:db8::1]/127",
            "[2001:db8::1]/128",
            "[2001:db8::1]/129",
            "[2001:db8::]/0",
            "[2001:db8::]/x",
            "[::]/0",
            "2001:db8::1",
            "[::ffff:10.1.2.3]",
            "[::ffff:10.1.2.0]/120",
            "[10.1.0.1]",
            "[]",
            "[fe80::]/10",
            "[fe80::1%lo]",
            "[2001:db8::1",
            "2001:db8::1]",
            ".example.org",
            ".EXAMPLE.ORG",
            ".org",
            ".net",
            ".0.1",
            ".",
            "..",
            "host1.example.org",
            "HOST1.example.org",
            "www.sub.example.net",
            "host1.",
            "v6local",
            "*.example.org",
            "10.1.*",
            "10.1.?.?",
            "*.3",
            "**",
            "*?*",
            "host?.*",
            "*o*a*",
            "2001:*",
            "::*",
            "@trusted",
            "joe@ALL",
            "JOE@10.",
            "KNOWN@ALL",
            "UNKNOWN@ALL",
            "ALL@KNOWN",
            "joe@[2001:db8::]/32",
            "joe@",
            "@",
            "a*@.example.org",
            "joe@joe@ALL",
            "j?e@10.1.?.?",
            "*@*",
            "LOCAL@ALL",
            "KNOWN@KNOWN",
            "UNKNOWN@UNKNOWN",
            "KNOWN@PARANOID",
            "joe@LOCAL",
            "joe@10.1.0.0/255.255.0.0",
            "joe@@trusted",
            "joe@/nosuch",
            "@joe@ALL",
            "[::ffff:0:0]/96",
            "[2001:db8:0:1::]/63",
            "[2001:db8::]/032",
            "[::1]/128",
            "[2001:db8::1%lo]/128",
            "[2001:db8::1%1]/128",
            "[2001:db8::1%1x]",
            "[*]",
            "/",
            "/nosuch",
            "10.1.0.1.",
            "host1.example.org.",
            "10.1.0.0/255.255.255.1",
            "10.1.0.0/ffffff00",
            "EXCEPTIONS",
            "255.255.255.255",
            "10.1.0.1:",
            "caf\u00e9.example.org");
    private static final List<String> OPTIONS = List.of(
            "",
            "",
            "",
            "",
            ": ALLOW",
            ": DENY",
            ":allow",
            ": deny :",
            ":",
            ": :",
            ": spawn echo %a",
            ": twist echo %u",
            ": twist echo %u: deny",
            ": twist",
            ": twist (a \\: b) &",
            ": spawn a: b",
            ": RFC931",
            ": rfc931 5",
            ": rfc931 0",
            ": rfc931 = 5",
            ": rfc931=+5",
            ": rfc931 5s",
            ": severity mail.info",
            ": severity info",
            ": severity MAIL.Info",
            ": severity bogus.info",
            ": severity mail",
            ": severity local7.debug : allow",
            ": umask 022",
            ": umask 888",
            ": umask 1000",
            ": umask 00777",
            ": umask -1",
            ": nice",
            ": nice 5",
            ": nice -5",
            ": nice x",
            ": nice 99999999999",
            ": keepalive",
            ": keepalive 1",
            ": linger 5",
            ": linger -1",
            ": linger",
            ": setenv a b : deny",
            ": setenv a=b",
            ": setenv",
            ": aclexec /bin/true",
            ": aclexec /bin/false: allow",
            ": user root",
            ": user nosuchuser",
            ": user root.root",
            ": user root.nosuchgroup",
            ": group root",
            ": group nosuchgroup",
            ": /bin/echo",
            ": spawn=echo",
            ": spawn = echo : allow",
            ": allow x",
            ": =",
            ": = x",
            ": spawn\u000becho",
            ": linger 0x5",
            ": linger 08",
            ": linger 2147483648",
            ": linger 4294967296");

    /** What slips of the pen are made of. */
    private static final String SLIPS = "0123456789afxLA.:/[]*?@-%+ ,\\=#'\"\t\u00e9";

    private final Random random;

    public RuleGenerator(long seed) {
        random = new Random(seed);
    }

    public String daemon() {
        return oneOf(DAEMONS) + oneOf(SERVERS);
    }

    public String client() {
        return oneOf(USERS) + oneOf(CLIENTS);
    }

    /** A file of up to five rules; {@code mark} is put before the options of each, with the rule's number for %d. */
    public String table(String mark, String hostFile) {
        StringBuilder table = new StringBuilder();
        int rules = random.nextInt(6);
        for (int i = 0; i < rules; i++) {
            String rule = chance(20) ? oddLine() : rule(String.format(mark, i), hostFile);
            table.append(rule).append(chance(20) && i == rules - 1 ? "" : "\n");
        }
        return table.toString();
    }

    private String oddLine() {
        return switch (random.nextInt(10)) {
            case 0 -> "";
            case 1 -> "# ALL: ALL";
            case 2 -> " # ALL: ALL";
            case 3 -> "# comment \\\nALL: ALL";
            case 4 -> "ALL ALL";
            case 5 -> " \t\r";
            case 6 -> "ALL: 192.0.2.1\u0000 hidden\n: deny";
            case 7 -> "ALL: " + "10.9.9.9 ".repeat(221 + random.nextInt(10)) + "ALL";
            case 8 -> "sshd: " + "x".repeat(2035 + random.nextInt(8));
            default -> "\\";
        };
    }

    private String rule(String mark, String hostFile) {
        String colon = oneOf(List.of(":", ": ", " : ", "\t:\t", ":\\\n"));
        String daemons = chance(50) ? "ALL" : list(DAEMON_PATTERNS, hostFile);
        String clients = chance(10) ? "ALL" : list(CLIENT_PATTERNS, hostFile);
        String options = chance(10) ? ": twist (echo %h %d) &" : oneOf(OPTIONS);
        if (!options.isEmpty()) {
            options = ":" + slip(options.substring(1));
        }
        String marked = chance(80) ? mark : "";
        return daemons + colon + clients + marked + options + oneOf(List.of("", "", "\r", " "));
    }

    private String list(List<String> patterns, String hostFile) {
        StringBuilder list = new StringBuilder();
        int length = 1 + random.nextInt(4);
        for (int i = 0; i < length; i++) {
            if (i > 0) {
                list.append(oneOf(List.of(" ", ",", ", ", "\t", " EXCEPT ", " except ", " \\\n  ")));
            }
            list.append(chance(3) ? hostFile : slip(oneOf(patterns)));
        }
        return chance(2) ? "EXCEPT " + list : chance(2) ? list + " EXCEPT" : list.toString();
    }

    /** Returns the text, now and then with a character too many, another one or one missing. */
    private String slip(String text) {
        if (!chance(15)) {
            return text;
        }
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(2));
        char other = SLIPS.charAt(random.nextInt(SLIPS.length()));
        return text.substring(0, at) + (chance(20) ? "" : other) + text.substring(end);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}

package io.nscatools.server.doctor;

import io.nscatools.cli.Findings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The user that the server runs as, and what that user may do with files. Root asks the kernel in the user's place, so
 * that access control lists and read-only file systems count too.
 *
 * @param name the user's name
 * @param uid the user's number
 * @param gid the number of the user's group
 * @param groups the numbers of all groups that count for the process
 * @param whence how it is known that the server runs as this user
 */
record ServerUser(String name, int uid, int gid, List<Integer> groups, String whence) {
    private static final int ROOT = 0;
    private static final String UNIT = "nsca-server.service";

    /** Returns the user of a running server. */
    static Optional<ServerUser> of(ProcessHandle server) {
        try {
            List<String> status =
                    Files.readAllLines(Path.of("/proc", Long.toString(server.pid()), "status"), StandardCharsets.UTF_8);
            int uid = numbers(status, "Uid:").get(1); // real, effective, …
            return Optional.of(new ServerUser(
                    Programs.output(List.of("id", "-nu", Integer.toString(uid))).orElse("number " + uid),
                    uid,
                    numbers(status, "Gid:").get(1),
                    numbers(status, "Groups:"),
                    "the server runs as that user, process " + server.pid()));
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static List<Integer> numbers(List<String> status, String key) {
        return status.stream()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .map(line -> numbers(line.substring(key.length())))
                .orElse(List.of());
    }

    private static List<Integer> numbers(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String number : text.strip().split("\\s+", -1)) {
            if (!number.isEmpty()) {
                numbers.add(Integer.parseInt(number));
            }
        }
        return numbers;
    }

    /** Returns the user of that name; nothing if there is none. */
    static Optional<ServerUser> named(String name, String whence) {
        Optional<String> uid = Programs.output(List.of("id", "-u", "--", name));
        Optional<String> gid = Programs.output(List.of("id", "-g", "--", name));
        Optional<String> groups = Programs.output(List.of("id", "-G", "--", name));
        if (uid.isEmpty() || gid.isEmpty() || groups.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ServerUser(
                name, Integer.parseInt(uid.get()), Integer.parseInt(gid.get()), numbers(groups.get()), whence));
    }

    /** Returns the user in the systemd unit of the server. */
    static Optional<ServerUser> ofUnit() {
        return Programs.output(List.of("systemctl", "show", "--property=User", "--value", UNIT))
                .filter(name -> !name.isEmpty())
                .flatMap(name -> named(name, "User= of " + UNIT));
    }

    /** Returns the folder that systemd makes for the server, with that user as its owner, when it starts. */
    static Optional<Path> stateDirectory() {
        return Programs.output(List.of("systemctl", "show", "--property=StateDirectory", "--value", UNIT))
                .filter(name -> !name.isEmpty())
                .map(name -> Path.of("/var/lib", name));
    }

    /** Returns whoever runs this program. */
    static Optional<ServerUser> myself() {
        return named(
                System.getProperty("user.name"), "the user of this command, since the server does not run; see --user");
    }

    /** Returns whether the user may do with {@code path} what test(1) calls {@code r}, {@code w} or {@code x}. */
    Optional<Boolean> may(char mode, Path path) {
        int me = ownUid();
        if (me == uid) {
            return Optional.of(
                    switch (mode) {
                        case 'r' -> Files.isReadable(path);
                        case 'w' -> Files.isWritable(path);
                        default -> Files.isExecutable(path);
                    });
        }
        if (me != ROOT || Programs.output(asUser("-d", Path.of("/"))).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Programs.output(asUser("-" + mode, path)).isPresent());
    }

    private static int ownUid() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException | UnsupportedOperationException e) {
            return -1;
        }
    }

    private List<String> asUser(String test, Path path) {
        String groupList = String.join(
                ",", groups.stream().map(number -> Integer.toString(number)).toList());
        return List.of(
                "setpriv",
                "--reuid=" + uid,
                "--regid=" + gid,
                groupList.isEmpty() ? "--clear-groups" : "--groups=" + groupList,
                "test",
                test,
                path.toAbsolutePath().toString());
    }

    /**
     * What keeps the user from a path: the first folder on the way to it that the user may not enter, or the path
     * itself.
     *
     * @param path the folder or file
     * @param modes what the user would have to be permitted, as test(1) calls it
     */
    record Obstacle(Path path, String modes) {}

    /**
     * Returns what keeps the user from {@code path}; nothing also where that cannot be known, or a folder is missing.
     */
    Optional<Obstacle> obstacle(Path path, String modes) {
        Path absolute = path.toAbsolutePath().normalize();
        List<Path> folders = new ArrayList<>();
        for (Path folder = absolute.getParent(); folder != null; folder = folder.getParent()) {
            folders.add(0, folder);
        }
        for (Path folder : folders) {
            if (Files.notExists(folder)) {
                return Optional.empty();
            }
            if (!may('x', folder).orElse(true)) {
                return Optional.of(new Obstacle(folder, "x"));
            }
        }
        boolean free = modes.chars().allMatch(mode -> may((char) mode, absolute).orElse(true));
        return free ? Optional.empty() : Optional.of(new Obstacle(absolute, modes));
    }

    /** Returns whether it can be known what the user may do. */
    boolean isKnowable() {
        return may('x', Path.of("/")).isPresent();
    }

    /** Reports {@code obstacle} as a problem of {@code point}, and how to let the user in and nobody else. */
    void report(Findings findings, String point, Obstacle obstacle) {
        findings.problem(point, explain(obstacle), remedy(obstacle.path(), obstacle.modes()));
    }

    /** Returns who may not do what, such as {@code user nsca may not read /x: root:root rw-------}. */
    String explain(Obstacle obstacle) {
        String lacks =
                obstacle.modes().replace("r", "read ").replace("w", "write ").replace("x", "enter ");
        return "user " + name + " may not " + lacks.strip().replace(" ", " and ") + " " + obstacle.path() + ": "
                + describe(obstacle.path());
    }

    private String remedy(Path path, String modes) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
            String group = attributes.group().getName();
            String permissions = PosixFilePermissions.toString(attributes.permissions());
            boolean groupMay =
                    modes.chars().allMatch(mode -> permissions.substring(3, 6).indexOf(mode) >= 0);
            if (groupMay && !group.equals("root")) {
                return "usermod -aG " + group + " " + name + ", and restart the server";
            }
        } catch (IOException e) {
            // the other remedy
        }
        return "chgrp " + Programs.output(List.of("id", "-gn", "--", name)).orElse(Integer.toString(gid)) + " " + path
                + " && chmod g+" + modes + " " + path;
    }

    /** Returns owner, group and permissions of a file, such as {@code nagios:www-data rw-rw----}. */
    static String describe(Path path) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
            return attributes.owner().getName() + ":" + attributes.group().getName() + " "
                    + PosixFilePermissions.toString(attributes.permissions());
        } catch (IOException e) {
            return "its permissions cannot be read";
        }
    }
}

/** picocli, compiled for Java 17. */
module info.picocli {
    requires static java.sql;

    exports picocli;
}

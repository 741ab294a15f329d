package io.nscatools.server;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.nscatools.server.config.LogConfig;
import org.slf4j.LoggerFactory;

/**
 * Sets up Logback without its XML, which takes longer than the rest of the start. Whoever wants that gives
 * {@code -Dlogback.configurationFile=…}, and then nothing is set up here.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String OWN_FILE = "logback.configurationFile";
    private static final String SYSLOG = "/dev/log";
    private static final int MAX_WAITING_LINES = 4096;

    /** Called by Logback at its start. */
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(OWN_FILE) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        configure(context, LogConfig.DEFAULT);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Logs as {@code config} says from now on. */
    static void configure(LogConfig config) {
        if (System.getProperty(OWN_FILE) == null) {
            LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
            context.reset();
            configure(context, config);
        }
    }

    /** Writes what is to be logged still; to be called at the end of the process. */
    static void flush() {
        if (System.getProperty(OWN_FILE) == null) {
            ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
        }
    }

    private static void configure(LoggerContext context, LogConfig config) {
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        context.getLogger("io.nscatools").setLevel(Level.valueOf(config.level().toString()));
        Appender<ILoggingEvent> appender = appender(context, config);
        appender.setContext(context);
        appender.start();
        root.addAppender(besideAllElse(context, appender));
    }

    /** Whoever reads the log may hang, and then nothing else shall: lines wait, and are lost when too many do. */
    private static Appender<ILoggingEvent> besideAllElse(LoggerContext context, Appender<ILoggingEvent> appender) {
        AsyncAppender async = new AsyncAppender();
        async.setContext(context);
        async.setName("log");
        async.setQueueSize(MAX_WAITING_LINES);
        async.setDiscardingThreshold(0);
        async.setNeverBlock(true);
        async.addAppender(appender);
        async.start();
        return async;
    }

    private static Appender<ILoggingEvent> appender(LoggerContext context, LogConfig config) {
        EncoderBase<ILoggingEvent> encoder = encoder(config);
        encoder.setContext(context);
        encoder.start();
        return switch (config.target()) {
            case STDERR -> standardError(encoder);
            case SYSLOG -> new SyslogAppender(SYSLOG, LogConfig.FACILITIES.indexOf(config.facility()), encoder);
        };
    }

    private static Appender<ILoggingEvent> standardError(Encoder<ILoggingEvent> encoder) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setTarget("System.err");
        console.setEncoder(encoder);
        return console;
    }

    private static EncoderBase<ILoggingEvent> encoder(LogConfig config) {
        if (config.format() == LogConfig.Format.JSON) {
            JsonEncoder json = new JsonEncoder();
            json.setWithSequenceNumber(false);
            json.setWithNanoseconds(false);
            json.setWithContext(false);
            json.setWithMessage(false);
            json.setWithArguments(false);
            json.setWithFormattedMessage(true);
            return json;
        }
        PatternLayoutEncoder pattern = new PatternLayoutEncoder();
        boolean isTimed = config.target() == LogConfig.Target.SYSLOG; // syslog has time and level of its own
        pattern.setPattern(isTimed ? "%msg%n%ex{0}" : "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %msg%n%ex{0}");
        return pattern;
    }
}

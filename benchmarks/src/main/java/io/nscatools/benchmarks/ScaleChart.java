package io.nscatools.benchmarks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws throughput over one of the numbers that may grow, with the machine's limits above it. */
final class ScaleChart {
    private ScaleChart() {}

    /** What grows. */
    enum Axis {
        CONNECTIONS("connections open at once"),
        RESULTS("results, on four connections"),
        SOURCES("source addresses, of 20 connections");

        private final String title;

        Axis(String title) {
            this.title = title;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One measurement; the CPU time is NaN where there was too little to be measured. */
    record Point(Axis axis, int count, double perSecond, double cpuMicros) {
        String toCsv() {
            String cpu = Double.isNaN(cpuMicros) ? "" : String.format(Locale.ROOT, "%.1f", cpuMicros);
            return String.format(Locale.ROOT, "%s,%d,%.0f,%s", axis, count, perSecond, cpu);
        }
    }

    /** Writes {@code scale-AXIS.svg}. */
    static void write(Path folder, Axis axis, List<Point> points, double loopback, double aes) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(640)
                .height(320)
                .xAxisTitle(axis.title)
                .yAxisTitle("results a second")
                .build();
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setYAxisLogarithmic(true)
                .setXAxisDecimalPattern("#,###")
                .setYAxisDecimalPattern("#,###")
                .setPlotGridLinesVisible(false) // each dash of each line would be a shape of its own
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setChartBackgroundColor(Color.WHITE);
        List<Point> own = points.stream().filter(point -> point.axis() == axis).toList();
        double[] counts = own.stream().mapToDouble(Point::count).toArray();
        chart.addSeries(
                        "nsca-server",
                        counts,
                        own.stream().mapToDouble(Point::perSecond).toArray())
                .setMarker(SeriesMarkers.CIRCLE);
        double[] ends = {counts[0], counts[counts.length - 1]};
        limit(chart, "bare loopback transfer", ends, loopback);
        limit(chart, "bare AES on one core", ends, aes);
        Path file = folder.resolve("scale-" + axis + ".svg");
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
        // Letters are drawn as paths; a tenth of a pixel will do for them, and half the size.
        Files.writeString(file, Files.readString(file).replaceAll("(\\.\\d)\\d+", "$1"));
    }

    private static void limit(XYChart chart, String name, double[] ends, double perSecond) {
        XYSeries series = chart.addSeries(name, ends, new double[] {perSecond, perSecond});
        series.setMarker(SeriesMarkers.NONE);
        float[] dashes = {6, 4};
        series.setLineStyle(new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 10, dashes, 0));
    }
}

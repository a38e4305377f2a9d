package org.warmhandoff.benchmarks.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.warmhandoff.benchmarks.people.SampleRecords;

/** (e): memory of an adapter whose partner is down, and that it delivers when it is up again. */
final class PartBacklog {

  private static final int EACH = 5;
  private static final int ENOUGH = 500;

  private final int backlog;

  PartBacklog(int backlog) {
    this.backlog = backlog;
  }

  List<Row> measure(Path parent, List<String> java) throws Exception {
    var home = Files.createTempDirectory(parent, "backlog");
    var port = freePort();
    var size = new Size(Math.max(1, backlog / EACH), 4, 0, backlog, 1);
    var nobody = "http://127.0.0.1:" + port + "/fhir";
    try (var adapter = RunningAdapter.start(home, nobody, size.parallel(), java)) {
      var seconds = fill(adapter, size);
      var held = adapter.memory("VmHWM");
      var waiting = adapter.waiting();
      try (var partner = AtOnce.start(home, port, size.people(), 0)) {
        partner.awaitReadBack(adapter, "k", Math.min(backlog, ENOUGH));
      }
      return rows(adapter, waiting, held, backlog / seconds);
    }
  }

  private double fill(RunningAdapter adapter, Size size) throws Exception {
    var records = new SampleRecords();
    adapter.submitAll(size.people(), number -> records.participant(size.person(number)));
    var before = System.nanoTime();
    adapter.submitAll(backlog, number -> records.plan("k", number, size.person(number)));
    return (System.nanoTime() - before) / 1e9;
  }

  private static List<Row> rows(RunningAdapter adapter, int waiting, double held, double perSecond)
      throws IOException {
    var most = adapter.memory("VmHWM");
    var name = "(e) resident memory, " + waiting + " waiting, most";
    return List.of(
        Row.plain("(e) taken in by NDJSON, one sender", "%.0f records/s", perSecond),
        Row.plain(name, "%.0f MiB", held).aim("under 512 MiB", held < 512),
        Row.plain("(e) and while it delivers again, most", "%.0f MiB", most)
            .aim("under 512 MiB", most < 512));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

package org.warmhandoff.benchmarks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.regex.Pattern;
import org.warmhandoff.benchmarks.people.SampleRecords;

/** A partner in a process of its own, as a plain client sees it. */
abstract class MeasuredPartner implements AutoCloseable {

  private static final String NOBODY = "";
  private static final Pattern LOCATION =
      Pattern.compile("\"location\"\\s*:\\s*\"(?:[^\"]*/)?(\\w+/[\\w.-]+)/_history");

  /** What to write before a resource type, without a slash at the end. */
  abstract String baseUrl();

  /** Returns when so many plans of the group were read back by whoever brings them. */
  abstract void awaitReadBack(RunningAdapter adapter, String group, int count);

  /** Posts a transaction and reads its first resource back. */
  final void deliver(String transaction, String version) throws IOException, InterruptedException {
    var answer = Web.post(baseUrl(), NOBODY, Web.FHIR, transaction.getBytes(UTF_8));
    var location = LOCATION.matcher(answer);
    var there = location.find() ? get(location.group(1)) : "";
    if (!there.contains('"' + version + '"')) {
      throw new IOException("what was written is not there");
    }
  }

  /** Searches the plan with this id; fails if there is none. */
  final void search(String planId) throws IOException, InterruptedException {
    var found = get("CarePlan?identifier=" + RunningAdapter.NAMESPACE + "/crisis-plan%7C" + planId);
    if (!found.contains('"' + planId + "-v1\"")) {
      throw new IOException("a plan is not at the partner");
    }
  }

  /** Every plan of the group is there, or it fails. */
  final void holds(String group, int count) throws InterruptedException {
    Load.run(2, count, number -> search(SampleRecords.planId(group, number)));
  }

  private String get(String what) throws IOException, InterruptedException {
    return Web.get(baseUrl() + "/" + what, NOBODY);
  }

  @Override
  public abstract void close();
}

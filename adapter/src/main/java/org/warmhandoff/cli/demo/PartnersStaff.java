package org.warmhandoff.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The people at the partners, who take referrals on, see the participants, and say so: in their own
 * system where it holds a task, else by telephone.
 */
final class PartnersStaff {

  /** What they say, in order. */
  static final List<String> STEPS = List.of("accepted", "scheduled", "completed");

  private static final String STATUSES =
      "http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS";
  private static final int DAYS = 2;

  private final String taskSystem;
  private final Map<String, PartnerChart> charts;
  private final ProgramApi program;

  /**
   * Staff of these partners.
   *
   * @param program whom they call
   */
  PartnersStaff(String namespace, Map<String, PartnerChart> charts, ProgramApi program) {
    this.taskSystem = namespace + "/referral-task";
    this.charts = charts;
    this.program = program;
  }

  /** Says the step of that referral; by which way. */
  String says(String step, String referral, String partner)
      throws IOException, InterruptedException {
    var task = task(referral, partner);
    if (task.isEmpty()) {
      telephones(step, referral, partner);
      return "telephone";
    }
    var changed = (ObjectNode) task.get();
    change(changed, step);
    charts.get(partner).put(changed);
    return "their system";
  }

  private Optional<JsonNode> task(String referral, String partner)
      throws IOException, InterruptedException {
    return charts.get(partner).byIdentifier("Task", taskSystem, referral).stream().findFirst();
  }

  private static void change(ObjectNode task, String step) {
    task.put("lastModified", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    switch (step) {
      case "accepted" -> task.put("status", "accepted");
      case "scheduled" -> {
        var coding = task.putObject("businessStatus").putArray("coding").addObject();
        coding.put("system", STATUSES).put("code", "5.1.1");
        task.withObject("/executionPeriod").put("start", inTwoDays());
      }
      case "completed" -> {
        task.remove("businessStatus");
        task.put("status", "completed");
        var output = task.withArray("output").addObject();
        output.withObject("/type").put("text", "Outcome");
        output.put("valueString", "Seen, and a next visit is agreed");
      }
      default -> throw new IllegalArgumentException("no step called " + step);
    }
  }

  private void telephones(String step, String referral, String partner)
      throws IOException, InterruptedException {
    var said = ProgramApi.object();
    said.put("partner", partner).put("state", step).put("by", "Front desk").put("via", "phone");
    if (step.equals("scheduled")) {
      said.put("when", inTwoDays()).put("where", "Their clinic");
    }
    if (step.equals("completed")) {
      said.put("result", "Seen, and a next visit is agreed");
    }
    program.answered(referral, said);
  }

  private static String inTwoDays() {
    return Instant.now().truncatedTo(ChronoUnit.HOURS).plus(DAYS, ChronoUnit.DAYS).toString();
  }
}

package org.warmhandoff.api.drill;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.api.Problems;
import org.warmhandoff.drill.DrillRow;
import org.warmhandoff.drill.DrillRow.DrillVerdict;
import org.warmhandoff.drill.DrillStep;
import org.warmhandoff.drill.DrillStep.DrillClearing;
import org.warmhandoff.drill.DrillStep.DrillMarking;
import org.warmhandoff.drill.DrillStep.DrillPart;
import org.warmhandoff.drill.JdbcDrills;
import org.warmhandoff.drill.PartnerDrills;
import org.warmhandoff.fit.Form;
import org.warmhandoff.record.RecordKind;

/** Drills: begun, and how they went. By ids only. */
@RestController
public final class DrillsController {

  private static final int MOST = 1000;
  private static final String ALL = "all";
  private static final String PATH = "/api/v1/drills";
  private static final double MILLIS = 1000;

  private final PartnerDrills drilling;
  private final JdbcDrills drills;
  private final List<String> partners;

  /** Over these drills, with the configured partners of these names. */
  public DrillsController(PartnerDrills drilling, JdbcDrills drills, List<String> partners) {
    this.drilling = drilling;
    this.drills = drills;
    this.partners = List.copyOf(partners);
  }

  /**
   * Who is to be drilled.
   *
   * @param partner its name, or {@code all}
   */
  record DrillWanted(String partner) {}

  /**
   * Those of a list, the newest first.
   *
   * @param notBegun the partners where one is under way, so that none has begun; absent where empty
   */
  record DrillList(
      List<DrillReport> drills,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notBegun) {}

  /**
   * How one goes, or went.
   *
   * @param warnings what is not as it should be and fails nothing; absent where there is none
   * @param cleanedUp whether nothing of it holds there any more; absent while it goes on
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DrillReport(
      long id,
      String partner,
      String by,
      boolean scheduled,
      Instant beganAt,
      Instant endedAt,
      String stage,
      String verdict,
      Boolean cleanedUp,
      Boolean passed,
      String note,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings,
      List<ReportedStep> steps) {

    static DrillReport of(DrillRow drill, List<DrillStep> steps) {
      return new DrillReport(
          drill.id(),
          drill.partner(),
          drill.by(),
          drill.scheduled().isPresent(),
          drill.begun(),
          drill.ended().orElse(null),
          drill.stage().word(),
          drill.verdict().map(DrillVerdict::word).orElse(null),
          drill.verdict().map(came -> isClean(steps)).orElse(null),
          drill.verdict().map(came -> came.isGood() && isClean(steps)).orElse(null),
          drill.note(),
          DrillStep.warnings(drill.partner(), steps),
          steps.stream().map(ReportedStep::of).toList());
    }

    private static boolean isClean(List<DrillStep> steps) {
      return steps.stream().noneMatch(DrillStep::isLeft);
    }
  }

  /** One step. What it has not come to is left out. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ReportedStep(
      String step,
      String kind,
      String record,
      String outcome,
      String note,
      Instant takenInAt,
      Instant thereAt,
      Double seconds,
      Long targetSeconds,
      String form,
      String there,
      Boolean labelled,
      String marking,
      String cleared,
      Instant clearedAt,
      String clearedNote) {

    static ReportedStep of(DrillStep step) {
      return new ReportedStep(
          step.part().word(),
          step.part().kind().map(RecordKind::word).orElse(null),
          step.part() == DrillPart.ANSWER ? null : step.recordId(),
          step.outcome().word(),
          step.note(),
          step.from().orElse(null),
          step.there().orElse(null),
          step.took().map(took -> took.toMillis() / MILLIS).orElse(null),
          step.target().map(Duration::toSeconds).orElse(null),
          step.form().map(Form::word).orElse(null),
          step.remote().orElse(null),
          step.marking().map(DrillMarking.LABELLED::equals).orElse(null),
          step.marking().map(DrillMarking::word).orElse(null),
          step.cleared().map(DrillClearing::word).orElse(null),
          step.clearedAt().orElse(null),
          step.cleared().isPresent() ? step.clearedNote() : null);
    }
  }

  /** Begins one at each partner that is meant; they go on by themselves. */
  @PostMapping(PATH)
  ResponseEntity<Object> begin(@RequestBody DrillWanted wanted, Authentication operator) {
    var meant = ALL.equals(wanted.partner()) ? partners : named(wanted.partner());
    if (meant.isEmpty()) {
      return Problems.notFound("No partner of that name is configured.");
    }
    var begun = new ArrayList<DrillReport>();
    var notBegun = new ArrayList<String>();
    for (var partner : meant) {
      drilling
          .begin(partner, operator.getName())
          .flatMap(drills::one)
          .map(this::report)
          .ifPresentOrElse(begun::add, () -> notBegun.add(partner));
    }
    return begun.isEmpty()
        ? Problems.conflict(underWay(meant))
        : ResponseEntity.accepted()
            .location(URI.create(PATH + "/" + begun.get(0).id()))
            .body(new DrillList(begun, notBegun));
  }

  private String underWay(List<String> meant) {
    return meant.stream()
        .flatMap(partner -> drills.underWay(partner).stream())
        .findFirst()
        .map(
            one ->
                "Drill %d at %s is under way; one partner has one at a time. Look at it, and begin"
                        .formatted(one.id(), one.partner())
                    + " again when it is over.")
        .orElse("One was under way until now. Begin again.");
  }

  private List<String> named(String partner) {
    return partners.stream().filter(name -> name.equals(partner)).toList();
  }

  private DrillReport report(DrillRow drill) {
    return DrillReport.of(drill, drills.steps(drill.id()));
  }

  /** The newest. */
  @GetMapping(PATH)
  ResponseEntity<Object> newest(@RequestParam(defaultValue = "20") int limit) {
    if (limit < 1 || limit > MOST) {
      return Problems.invalid("limit: expected a number from 1 to " + MOST);
    }
    return ResponseEntity.ok(
        new DrillList(drills.newest(limit).stream().map(this::report).toList(), List.of()));
  }

  /** How it goes, or went. */
  @GetMapping(PATH + "/{id}")
  ResponseEntity<Object> one(@PathVariable long id) {
    return drills
        .one(id)
        .<ResponseEntity<Object>>map(drill -> ResponseEntity.ok(report(drill)))
        .orElseGet(() -> Problems.notFound("There is no drill of that number."));
  }
}

package org.warmhandoff.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.fhir.reading.DifferenceInWords;
import org.warmhandoff.operate.RecordStandings;
import org.warmhandoff.reconciliation.FindingRow;
import org.warmhandoff.reconciliation.JdbcFindings;
import org.warmhandoff.reconciliation.JdbcReconciliations;
import org.warmhandoff.reconciliation.PartnerReconciliation;
import org.warmhandoff.reconciliation.Repairing;
import org.warmhandoff.reconciliation.RunRow;
import org.warmhandoff.reconciliation.ShownDifferences;
import org.warmhandoff.record.PartnerChange.Difference;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.Words;

/** What partners hold, beside what they should: asked for, shown, repaired. By ids only. */
@RestController
public final class ReconciliationsController {

  private static final int MOST = 1000;
  private static final int AT_ONCE = 100;
  private static final int LONGEST_ID = 64;
  private static final String ALL = "all";
  private static final String PATH = "/api/v1/reconciliations";
  private static final String LIMIT = "limit: expected a number from 1 to " + MOST;
  private static final String AFTER = "after: expected the number of a finding";
  private static final String NO_SUCH = "There is no reconciliation of that number.";

  private final PartnerReconciliation reconciliation;
  private final JdbcReconciliations runs;
  private final JdbcFindings findings;
  private final Repairing repairing;
  private final ShownDifferences shown;
  private final RecordStandings standings;
  private final List<String> partners;

  /** Over these reconciliations, with the configured partners of these names. */
  public ReconciliationsController(
      PartnerReconciliation reconciliation,
      JdbcReconciliations runs,
      JdbcFindings findings,
      Repairing repairing,
      ShownDifferences shown,
      RecordStandings standings,
      List<String> partners) {
    this.reconciliation = reconciliation;
    this.runs = runs;
    this.findings = findings;
    this.repairing = repairing;
    this.shown = shown;
    this.standings = standings;
    this.partners = List.copyOf(partners);
  }

  /**
   * What is to be compared.
   *
   * @param partner its name, or {@code all}
   * @param participant the only one; absent: all
   */
  record Wanted(String partner, String participant) {}

  /**
   * Those of a list, the newest first.
   *
   * @param next what to ask for as {@code after} to see more; absent at the end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ReconciliationList(List<ReconciliationReport> reconciliations, Long next) {}

  /**
   * How far one has come, and what was found.
   *
   * @param found how many findings there are so far
   * @param findings some of them
   * @param next what to ask for as {@code after} to see more of them; absent at the end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ReconciliationReport(
      long id,
      String partner,
      String participant,
      String by,
      boolean nightly,
      Instant beganAt,
      Instant endedAt,
      int participants,
      int lookedAt,
      int requests,
      List<String> notAllLookedAt,
      String note,
      Integer found,
      List<ReportedFinding> findings,
      Integer next) {

    /** Without its findings. */
    static ReconciliationReport of(RunRow run) {
      return of(run, null, List.of(), null);
    }

    static ReconciliationReport of(
        RunRow run, Integer found, List<ReportedFinding> findings, Integer next) {
      return new ReconciliationReport(
          run.id(),
          run.partner(),
          run.participant().orElse(null),
          run.by(),
          run.night().isPresent(),
          run.begun(),
          run.ended().orElse(null),
          run.participants(),
          run.lookedAt(),
          run.requests(),
          run.unseen(),
          run.note(),
          found,
          findings,
          next);
    }
  }

  /** Something that is not as the store says. What it is not about is left out. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ReportedFinding(
      int number,
      String finding,
      String participant,
      String kind,
      String record,
      Integer version,
      Long delivery,
      String there,
      String thereVersion,
      String standsOn,
      List<String> differences,
      Instant foundAt,
      Long knownSince,
      String repairedBy,
      Instant closedAt,
      String closedBy) {

    static ReportedFinding of(FindingRow row) {
      var what = row.what();
      return new ReportedFinding(
          row.number(),
          what.kind().word(),
          row.participant(),
          what.record().map(key -> key.kind().word()).orElse(null),
          what.record().map(RecordKey::id).orElse(null),
          what.record().map(RecordKey::version).orElse(null),
          what.delivery().isPresent() ? (Long) what.delivery().getAsLong() : null,
          what.address(),
          what.version().orElse(null),
          what.standsOn().orElse(null),
          what.differences().stream().map(ReportedFinding::words).toList(),
          row.found(),
          row.isKnown() ? (Long) row.firstRun() : null,
          row.repairedBy().orElse(null),
          row.closed().orElse(null),
          row.closedBy().orElse(null));
    }

    private static String words(Difference one) {
      return one.place()
          + " "
          + Words.words(one.what())
          + one.from().map(" from "::concat).orElse("")
          + one.to().map(" to "::concat).orElse("");
    }
  }

  /** Begins one for each partner that is meant; they go on by themselves. */
  @PostMapping(PATH)
  ResponseEntity<Object> begin(@RequestBody Wanted wanted, Authentication operator) {
    var meant = ALL.equals(wanted.partner()) ? partners : named(wanted.partner());
    if (meant.isEmpty()) {
      return Problems.noSuchPartner();
    }
    var participant = Optional.ofNullable(wanted.participant());
    if (participant.filter(id -> id.isEmpty() || id.length() > LONGEST_ID).isPresent()) {
      return Problems.invalid("participant: expected an id of 1 to " + LONGEST_ID + " characters");
    }
    if (participant.filter(id -> standings.of(RecordKind.PARTICIPANT, id).isEmpty()).isPresent()) {
      return Problems.notFound("No participant of that id was submitted.");
    }
    var begun =
        meant.stream()
            .map(partner -> reconciliation.begin(partner, participant, operator.getName()))
            .flatMap(id -> runs.one(id).stream())
            .map(ReconciliationReport::of)
            .toList();
    return ResponseEntity.accepted()
        .location(URI.create(PATH + "/" + begun.get(0).id()))
        .body(new ReconciliationList(begun, null));
  }

  private List<String> named(String partner) {
    return partners.stream().filter(name -> name.equals(partner)).toList();
  }

  /** The newest, without their findings, a page at a time. */
  @GetMapping(PATH)
  ResponseEntity<Object> newest(
      @RequestParam(defaultValue = "0") long after, @RequestParam(defaultValue = "20") int limit) {
    if (limit < 1 || limit > MOST) {
      return Problems.invalid(LIMIT);
    }
    if (after < 0) {
      return Problems.invalid("after: expected the number of a reconciliation");
    }
    var found = runs.newest(after, limit);
    return ResponseEntity.ok(
        new ReconciliationList(
            found.stream().map(ReconciliationReport::of).toList(),
            found.size() == limit ? (Long) found.get(limit - 1).id() : null));
  }

  /** How far it has come, and what was found so far, the worst first, a page at a time. */
  @GetMapping(PATH + "/{id}")
  ResponseEntity<Object> one(
      @PathVariable long id,
      @RequestParam(defaultValue = "0") int after,
      @RequestParam(defaultValue = "100") int limit) {
    if (limit < 1 || limit > MOST) {
      return Problems.invalid(LIMIT);
    }
    if (after < 0) {
      return Problems.invalid(AFTER);
    }
    return runs.one(id)
        .<ResponseEntity<Object>>map(run -> ResponseEntity.ok(page(run, after, limit)))
        .orElseGet(() -> Problems.notFound(NO_SUCH));
  }

  private ReconciliationReport page(RunRow run, int after, int limit) {
    var found = findings.of(run.id(), after, limit);
    return ReconciliationReport.of(
        run,
        findings.count(run.id()),
        found.stream().map(ReportedFinding::of).toList(),
        found.size() == limit ? (Integer) found.get(limit - 1).number() : null);
  }

  /** The differences of a finding, as they are now. Content: for whoever may read records. */
  record DifferencesNow(int number, String there, List<DifferenceNow> differences) {}

  /** Where, what has become of it, what the program said, and what the partner has. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DifferenceNow(String element, String what, String programSaid, String partnerHas) {

    static DifferenceNow of(DifferenceInWords one) {
      return new DifferenceNow(
          one.difference().place(),
          Words.words(one.difference().what()),
          one.written().orElse(null),
          one.there().orElse(null));
    }
  }

  /** What the program said and what the partner has now, in their words. */
  @GetMapping(PATH + "/{id}/findings/{number}/difference")
  ResponseEntity<Object> difference(
      @PathVariable long id, @PathVariable int number, Authentication reader) {
    var finding = findings.one(id, number);
    if (finding.isEmpty()) {
      return Problems.notFound("There is no finding of that number.");
    }
    return shown
        .now(finding.get(), reader.getName())
        .<ResponseEntity<Object>>map(
            differences ->
                ResponseEntity.ok(
                    new DifferencesNow(
                        number,
                        finding.get().what().address(),
                        differences.stream().map(DifferenceNow::of).toList())))
        .orElseGet(
            () ->
                Problems.notFound(
                    "What was sent or what is there cannot be shown now: the partner is not asked,"
                        + " does not show it, or it goes there once more."));
  }

  /**
   * Which findings are to be repaired: these, or all.
   *
   * @param all absent: false
   * @param after of all, begins after the finding of that number; absent: with the first
   */
  record RepairSelection(Set<Integer> findings, Boolean all, Integer after) {

    boolean isAll() {
      return all != null && all;
    }

    boolean isNone() {
      return !isAll() && (findings == null || findings.isEmpty());
    }
  }

  /**
   * What came of repairs.
   *
   * @param next what to say as {@code after} to have more of all repaired; absent at the end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RepairResult(List<RepairedFinding> repairs, Integer next) {

    static RepairResult of(List<Repairing.Repair> repairs, boolean more) {
      return new RepairResult(
          repairs.stream().map(RepairedFinding::of).toList(),
          more ? (Integer) repairs.get(repairs.size() - 1).finding().number() : null);
    }
  }

  /** What came of one: the delivery goes once more, or why it does not. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RepairedFinding(int number, String finding, boolean goes, Long delivery, String why) {

    static RepairedFinding of(Repairing.Repair one) {
      var what = one.finding().what();
      return new RepairedFinding(
          one.finding().number(),
          what.kind().word(),
          one.why().isEmpty(),
          what.delivery().isPresent() ? (Long) what.delivery().getAsLong() : null,
          one.why().orElse(null));
    }
  }

  /** Has what should be there written there once more, as consent allows it now. */
  @PostMapping(PATH + "/{id}/repair")
  ResponseEntity<Object> repair(
      @PathVariable long id, @RequestBody RepairSelection meant, Authentication operator) {
    if (meant.isNone()) {
      return Problems.invalid("name findings by their numbers, or say all");
    }
    var after = meant.after() == null ? 0 : meant.after();
    if (after < 0) {
      return Problems.invalid(AFTER);
    }
    if (runs.one(id).isEmpty()) {
      return Problems.notFound(NO_SUCH);
    }
    if (!meant.isAll()) {
      return ResponseEntity.ok(
          RepairResult.of(repairing.repair(id, meant.findings(), operator.getName()), false));
    }
    var repaired = repairing.repairAll(id, after, AT_ONCE, operator.getName());
    return ResponseEntity.ok(RepairResult.of(repaired, repaired.size() == AT_ONCE));
  }
}

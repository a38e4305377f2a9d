package org.warmhandoff.testing.ehr;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.MessageHeader.ResponseType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.testing.ehr.RawHttp.RawRequest;
import org.warmhandoff.testing.ehr.RawHttp.RawResponse;
import org.warmhandoff.testing.ehr.RawHttp.Reaction;

/**
 * A partner that keeps what it is sent, as FHIR says: conditions, versions and transactions hold.
 * It can be told that something happens to a write.
 */
public final class SmallEhr implements AutoCloseable {

  /** Whose patient is not there may not be written about. */
  private static final String DANA = "Patient/7";

  private static final FhirContext R4 = FhirContext.forR4Cached();

  private final MemoryResources shelf = new MemoryResources();
  private final List<RawRequest> asked = new CopyOnWriteArrayList<>();
  private final List<RawRequest> written = new CopyOnWriteArrayList<>();
  private final Map<String, String> messages = new HashMap<>();
  private volatile Function<Integer, Optional<Trouble>> trouble = write -> Optional.empty();
  private volatile Optional<String> takesNot = Optional.empty();
  private volatile Optional<Refusing> refusing = Optional.empty();
  private volatile Set<String> hidden = Set.of();
  private final Map<String, String> shown = new ConcurrentHashMap<>();
  private volatile Predicate<RawRequest> letsIn = any -> true;
  private volatile Optional<OffsetDateTime> saysItIs = Optional.empty();
  private volatile boolean warns;
  private volatile boolean notes;
  private volatile int more;
  private volatile boolean gatewayTakesNoTransaction;
  private final RawHttp http = new RawHttp(this::react);

  /** A system whose only patient is Dana. */
  public SmallEhr() {
    var dana = new Patient();
    dana.setId(DANA);
    shelf.put(dana);
  }

  /** Where it is. */
  public String base() {
    return "http://127.0.0.1:" + http.port() + "/fhir";
  }

  /** What it has. */
  public MemoryResources shelf() {
    return shelf;
  }

  /** Every request, in order. */
  public List<RawRequest> asked() {
    return List.copyOf(asked);
  }

  /** Every write, in order, whatever became of it. */
  public List<RawRequest> written() {
    return List.copyOf(written);
  }

  /** How many messages it has processed, each once. */
  public int messages() {
    return messages.size();
  }

  /** That happens to the write of that number, the first being 1. */
  public void atWrite(int number, Trouble happens) {
    var before = written.size();
    trouble = write -> write == before + number ? Optional.of(happens) : Optional.empty();
  }

  /** That happens to every write. */
  public void always(Trouble happens) {
    trouble = write -> Optional.of(happens);
  }

  /** It is well again. */
  public void isWell() {
    trouble = write -> Optional.empty();
  }

  /** It makes something else of such resources when they are written. */
  public void changes(String type, Consumer<Resource> change) {
    shelf.changes(type, change);
  }

  /** Dana's chart was merged into another. */
  public void mergesPatientInto(String other) {
    var dana = new Patient();
    dana.setActive(false).setId(DANA);
    dana.addLink().setType(LinkType.REPLACEDBY).getOther().setReference(other);
    shelf.put(dana);
    shelf.put(new MemoryPatientIndex().add(other));
  }

  /** From now on it says 405 to requests like that, such as {@code POST /fhir/Goal}. */
  public void takesNot(String request) {
    takesNot = Optional.of(request);
  }

  /** What it refuses, and the place in it that it names; empty for none. */
  private record Refusing(Predicate<RawRequest> which, int status, IssueType code, String place) {}

  /** From now on it refuses such requests, naming that place, if any. */
  public void refuses(Predicate<RawRequest> which, int status, IssueType code, String place) {
    refusing = Optional.of(new Refusing(which, status, code, place));
  }

  /** What it has of these types it does not show. */
  public void hides(String... types) {
    hidden = Set.of(types);
  }

  /** It says of every search that it may not be all. */
  public void warns() {
    warns = true;
  }

  /** It notes of every search, as mere information, that something may have been left out. */
  public void notes() {
    notes = true;
  }

  /** It says of every search that there is one more than it shows. */
  public void countsOneMore() {
    more = 1;
  }

  /** Something before it finds transactions too large, and says so by a page. */
  public void gatewayTakesNoTransaction() {
    gatewayTakesNoTransaction = true;
  }

  /** It says this at its {@code .well-known/smart-configuration}. */
  public void isDiscovered(String json) {
    shown.put("/fhir/.well-known/smart-configuration", json);
  }

  /** Its own clock is so, by what it shows to anybody. */
  public void saysItIs(Instant time) {
    saysItIs = Optional.of(time.atOffset(ZoneOffset.UTC));
  }

  /** It says that of what it takes. */
  public void takes(CapabilityStatement statement) {
    shown.put("/fhir/metadata", PartnerStub.json(statement));
  }

  /** From now on it asks whether that may come in; anybody may know what it takes. */
  public void letsIn(Predicate<RawRequest> allowed) {
    letsIn = allowed;
  }

  private synchronized Reaction react(RawRequest one) {
    asked.add(one);
    if (shown.containsKey(one.target())) {
      var json = new TreeMap<>(Map.of("Content-Type", "application/json"));
      saysItIs.ifPresent(time -> json.put("Date", RFC_1123_DATE_TIME.format(time)));
      return new Reaction(new RawResponse(200, json, shown.get(one.target())), RawHttp::whole);
    }
    if (!letsIn.test(one)) {
      return new Reaction(no(401, IssueType.LOGIN), RawHttp::whole);
    }
    if (gatewayTakesNoTransaction && one.method().equals("POST") && one.target().equals("/fhir")) {
      var page = "<html><body>413 Request Entity Too Large</body></html>";
      return new Reaction(
          new RawResponse(413, Map.of("Content-Type", "text/html"), page), RawHttp::whole);
    }
    var refused = refusing.filter(rule -> rule.which().test(one));
    if (refused.isPresent()) {
      return new Reaction(
          no(refused.get().status(), refused.get().code(), refused.get().place()), RawHttp::whole);
    }
    if (takesNot.filter(request -> request.equals(request(one))).isPresent()) {
      return new Reaction(no(405, IssueType.NOTSUPPORTED), RawHttp::whole);
    }
    var isWrite = !one.method().equals("GET") && !one.target().contains("_search");
    if (!isWrite) {
      return new Reaction(answer(one), RawHttp::whole);
    }
    written.add(one);
    var happens = trouble.apply(written.size());
    return happens
        .map(what -> what.reaction(what.isDone() ? answer(one) : no(500, IssueType.EXCEPTION)))
        .orElseGet(() -> new Reaction(answer(one), RawHttp::whole));
  }

  private static String request(RawRequest one) {
    return one.method() + " " + one.target().replaceFirst("\\?.*", "");
  }

  private RawResponse answer(RawRequest one) {
    try {
      var target = one.target().replaceFirst("^/fhir/?", "");
      return switch (one.method()) {
        case "GET" -> target.contains("?") ? search(target) : read(target);
        case "POST" -> post(target, one);
        default -> put(target, one);
      };
    } catch (MemoryResources.Refusal refusal) {
      return no(refusal.status(), IssueType.PROCESSING);
    }
  }

  private RawResponse read(String target) {
    return shelf
        .read(target)
        .filter(found -> !hidden.contains(found.fhirType()))
        .map(found -> said(200, found))
        .orElse(no(404, IssueType.NOTFOUND));
  }

  private RawResponse search(String target) {
    var type = target.substring(0, target.indexOf('?'));
    var found = new Bundle().setType(BundleType.SEARCHSET);
    shelf.search(type, Query.of(target)).stream()
        .filter(one -> !hidden.contains(type))
        .forEach(one -> found.addEntry().setResource(one));
    if (more > 0) {
      found.setTotal(found.getEntry().size() + more);
    }
    if (warns || notes) {
      var outcome = new OperationOutcome();
      outcome
          .addIssue()
          .setSeverity(warns ? IssueSeverity.WARNING : IssueSeverity.INFORMATION)
          .setCode(IssueType.INCOMPLETE);
      found.addEntry().setResource(outcome).getSearch().setMode(SearchEntryMode.OUTCOME);
    }
    return said(200, found);
  }

  private RawResponse post(String target, RawRequest one) {
    if (target.endsWith("/_search")) {
      return search(target.replaceFirst("/_search$", "?") + one.body());
    }
    var sent = R4.newJsonParser().parseResource(one.body());
    if (target.isEmpty()) {
      mustKnowPatient(one.body());
      return said(200, shelf.transaction((Bundle) sent));
    }
    mustKnowPatient(one.body());
    return target.equals("$process-message")
        ? processed((Bundle) sent)
        : created(shelf.create((Resource) sent, one.header("If-None-Exist").map(Query::of)));
  }

  private RawResponse put(String target, RawRequest one) {
    mustKnowPatient(one.body());
    var sent = (Resource) R4.newJsonParser().parseResource(one.body());
    return created(
        target.contains("?")
            ? shelf.updateBy(sent, Query.of(target))
            : shelf.update(sent, target, one.header("If-Match")));
  }

  private RawResponse processed(Bundle message) {
    var header = (MessageHeader) message.getEntryFirstRep().getResource();
    var id = header.getIdElement().getIdPart();
    messages.put(id, "processed");
    var answer = new MessageHeader();
    answer.getResponse().setIdentifier(id).setCode(ResponseType.OK);
    var response = new Bundle().setType(BundleType.MESSAGE);
    response.addEntry().setResource(answer);
    return said(200, response);
  }

  private void mustKnowPatient(String body) {
    if (body.contains("\"" + DANA + "\"") && shelf.read(DANA).isEmpty()) {
      throw new MemoryResources.Refusal(400);
    }
  }

  private RawResponse created(MemoryResources.Kept kept) {
    var place = kept.resource().fhirType() + "/" + kept.resource().getIdElement().getIdPart();
    var version = kept.resource().getMeta().getVersionId();
    return new RawResponse(
        kept.created() ? 201 : 200,
        Map.of(
            "Location",
            base() + "/" + place + "/_history/" + version,
            "ETag",
            "W/\"" + version + "\""),
        "");
  }

  private static RawResponse said(int status, IBaseResource resource) {
    return new RawResponse(
        status,
        Map.of("Content-Type", PartnerStub.FHIR_JSON),
        R4.newJsonParser().encodeResourceToString(resource));
  }

  private static RawResponse no(int status, IssueType type) {
    return no(status, type, "");
  }

  private static RawResponse no(int status, IssueType type, String place) {
    var outcome = new OperationOutcome();
    var issue = outcome.addIssue().setSeverity(IssueSeverity.ERROR).setCode(type);
    if (!place.isEmpty()) {
      issue.addExpression(place);
    }
    return said(status, outcome);
  }

  @Override
  public void close() {
    http.close();
  }
}

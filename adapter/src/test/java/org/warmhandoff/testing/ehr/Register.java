package org.warmhandoff.testing.ehr;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.context.FhirContext;
import java.net.URLDecoder;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.warmhandoff.testing.ehr.RawHttp.RawRequest;
import org.warmhandoff.testing.ehr.RawHttp.RawResponse;
import org.warmhandoff.testing.ehr.RawHttp.Reaction;

/** A partner's register of patients. It refuses every question that it has not declared. */
public final class Register implements AutoCloseable {

  /** How it searches. */
  public enum Searching {
    /** By the beginnings of names, whatever their accents and punctuation. */
    LENIENT("identifier family given name birthdate gender phone"),
    /** By the beginnings of names as they are written. */
    ACCENTS("identifier family given birthdate gender"),
    /** By whole names as they are written. */
    STRICT("identifier family given birthdate"),
    /** By names that are not told apart. */
    NAMES("identifier name birthdate gender"),
    /** By nothing but identifiers. */
    FEW("identifier");

    private final String words;

    Searching(String words) {
      this.words = words;
    }

    private List<String> parameters() {
      return List.of(words.split(" ", -1));
    }
  }

  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final String GRADE = "http://hl7.org/fhir/StructureDefinition/match-grade";

  private final Searching searching;
  private final List<Patient> patients;
  private final List<Patient> certain = new ArrayList<>();
  private final List<RawRequest> refused = new CopyOnWriteArrayList<>();
  private final List<RawRequest> asked = new CopyOnWriteArrayList<>();
  private final RawHttp http = new RawHttp(this::react);
  private boolean matches;
  private boolean postIsRefused;

  /** A register of these. */
  public Register(Searching searching, List<Patient> patients) {
    this.searching = searching;
    this.patients = List.copyOf(patients);
  }

  /** It has a matching of its own, which is certain of these. */
  public void isCertainOf(List<Patient> patients) {
    matches = true;
    certain.addAll(patients);
  }

  /** It takes no {@code _search} by POST. */
  public void refusesPost() {
    postIsRefused = true;
  }

  /** Where it is. */
  public String base() {
    return "http://127.0.0.1:" + http.port() + "/fhir";
  }

  /** Questions that it has not declared. */
  public List<RawRequest> refused() {
    return List.copyOf(refused);
  }

  /** Every request, in order. */
  public List<RawRequest> asked() {
    return List.copyOf(asked);
  }

  /** What it says that it takes, beside documents. */
  public CapabilityStatement statement() {
    var statement = StatedCapabilities.takesDocuments();
    var type = statement.getRestFirstRep().getResource().get(1);
    type.getSearchParam().clear();
    searching.parameters().forEach(name -> type.addSearchParam().setName(name));
    if (matches) {
      type.addOperation().setName("match");
    }
    return statement;
  }

  private Reaction react(RawRequest one) {
    asked.add(one);
    return new Reaction(answer(one), RawHttp::whole);
  }

  private RawResponse answer(RawRequest one) {
    var target = one.target().replaceFirst("^/fhir/", "");
    if (target.equals("Patient/$match")) {
      return matches ? said(200, bundle(certain, true)) : no(one);
    }
    if (target.equals("Patient/_search")) {
      return postIsRefused ? said(405, outcome(IssueType.PROCESSING)) : search(one.body(), one);
    }
    return target.startsWith("Patient?")
        ? search(target.substring("Patient?".length()), one)
        : read(target);
  }

  private RawResponse read(String target) {
    return patients.stream()
        .filter(one -> target.equals(one.getId()))
        .findFirst()
        .map(one -> said(200, one))
        .orElseGet(() -> said(404, outcome(IssueType.NOTFOUND)));
  }

  private RawResponse search(String query, RawRequest one) {
    var criteria =
        Arrays.stream(query.split("&", -1))
            .map(pair -> pair.split("=", 2))
            .map(pair -> Map.entry(decoded(pair[0]), decoded(pair[1])))
            .toList();
    if (!criteria.stream().allMatch(each -> searching.parameters().contains(each.getKey()))) {
      return no(one);
    }
    var found =
        patients.stream()
            .filter(each -> criteria.stream().allMatch(wished -> fits(each, wished)))
            .toList();
    return said(200, bundle(found, false));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  private boolean fits(Patient patient, Map.Entry<String, String> wished) {
    var value = wished.getValue();
    return switch (wished.getKey()) {
      case "identifier" ->
          patient.getIdentifier().stream()
              .anyMatch(one -> value.equals(one.getSystem() + "|" + one.getValue()));
      case "family" -> families(patient).anyMatch(name -> isWritten(name, value));
      case "given" -> givens(patient).anyMatch(name -> isWritten(name, value));
      case "name" ->
          Stream.concat(families(patient), givens(patient))
              .anyMatch(name -> isWritten(name, value));
      case "birthdate" -> value.equals(patient.getBirthDateElement().getValueAsString());
      case "gender" -> patient.hasGender() && value.equals(patient.getGender().toCode());
      case "phone" -> patient.getTelecom().stream().anyMatch(one -> value.equals(one.getValue()));
      default -> throw new IllegalArgumentException(wished.getKey());
    };
  }

  private static Stream<String> families(Patient patient) {
    return patient.getName().stream().filter(HumanName::hasFamily).map(HumanName::getFamily);
  }

  private static Stream<String> givens(Patient patient) {
    return patient.getName().stream()
        .flatMap(name -> name.getGiven().stream())
        .map(StringType::getValue);
  }

  private boolean isWritten(String name, String wished) {
    return switch (searching) {
      case LENIENT, NAMES -> folded(name).startsWith(folded(wished));
      case ACCENTS -> lower(name).startsWith(lower(wished));
      case STRICT, FEW -> lower(name).equals(lower(wished));
    };
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String folded(String text) {
    return Normalizer.normalize(lower(text), Normalizer.Form.NFD)
        .replaceAll("[\\p{InCombiningDiacriticalMarks}\\p{P}]", "");
  }

  private static Bundle bundle(List<Patient> found, boolean graded) {
    var bundle = new Bundle().setType(BundleType.SEARCHSET);
    for (var one : found) {
      var entry = bundle.addEntry().setResource(one);
      if (graded) {
        entry.getSearch().setScore(1).addExtension(GRADE, new CodeType("certain"));
      }
    }
    return bundle;
  }

  private RawResponse no(RawRequest one) {
    refused.add(one);
    return said(400, outcome(IssueType.PROCESSING));
  }

  private static OperationOutcome outcome(IssueType type) {
    var outcome = new OperationOutcome();
    outcome.addIssue().setSeverity(IssueSeverity.ERROR).setCode(type);
    return outcome;
  }

  private static RawResponse said(int status, Resource resource) {
    return new RawResponse(
        status,
        Map.of("Content-Type", PartnerStub.FHIR_JSON),
        R4.newJsonParser().encodeResourceToString(resource));
  }

  /** The patient of that id, if it is there. */
  public Optional<Patient> patient(String id) {
    return patients.stream().filter(one -> one.getId().equals("Patient/" + id)).findFirst();
  }

  @Override
  public void close() {
    http.close();
  }
}

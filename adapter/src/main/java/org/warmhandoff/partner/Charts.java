package org.warmhandoff.partner;

import ca.uhn.fhir.rest.api.CacheControlDirective;
import ca.uhn.fhir.rest.api.SearchStyleEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.gclient.ICriterion;
import ca.uhn.fhir.rest.gclient.StringClientParam;
import ca.uhn.fhir.rest.gclient.TokenClientParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.flow.port.Outcome;
import org.warmhandoff.match.Matching;

/**
 * Looks things up in a partner's charts. Patients are searched by POST only, so that no name stands
 * in a URL that a server writes into its log (FHIR R4, 3.1.1.9.2).
 */
final class Charts implements Matching.Patients {

  private static final int MOST_PAGES = 20;

  /** Some servers answer the same search from memory for a minute; we ask to know how it is now. */
  private static final CacheControlDirective NOW = new CacheControlDirective().setNoCache(true);

  private final Talk talk;

  Charts(Talk talk) {
    this.talk = talk;
  }

  @Override
  public List<Patient> byIdentifier(String system, String value) {
    return patients(
        new TokenClientParam(Patient.SP_IDENTIFIER).exactly().systemAndCode(system, value));
  }

  @Override
  public List<Patient> byFamilyAndBirthDate(String family, String birthDate) {
    return patients(
        new StringClientParam(Patient.SP_FAMILY).matches().value(family),
        new TokenClientParam(Patient.SP_BIRTHDATE).exactly().code(birthDate));
  }

  private List<Patient> patients(ICriterion<?> first, ICriterion<?>... more) {
    var bundle =
        talk.ask(
            client -> {
              var search =
                  client
                      .search()
                      .forResource(Patient.class)
                      .usingStyle(SearchStyleEnum.POST)
                      .cacheControl(NOW)
                      .returnBundle(Bundle.class)
                      .where(first);
              for (var criterion : more) {
                search = search.and(criterion);
              }
              return search.execute();
            });
    return all(bundle, Patient.class);
  }

  /**
   * The resource with this identifier. Searched by identifier where the partner offers that, else
   * among all of the patient's.
   */
  Optional<DomainResource> find(
      Class<? extends DomainResource> type, Identifier identifier, String patient, Takes takes) {
    return with(identifier, type, patient, takes).map(DomainResource.class::cast).findFirst();
  }

  /** The resource with this identifier on that patient; others' are none of it. */
  <R extends DomainResource> Optional<R> findOn(
      String patient, Class<R> type, Identifier identifier, Takes takes) {
    return with(identifier, type, patient, takes).filter(found -> isOn(found, patient)).findFirst();
  }

  private <R extends DomainResource> Stream<R> with(
      Identifier identifier, Class<R> type, String patient, Takes takes) {
    var name = type.getSimpleName();
    var bundle =
        takes.searches(name, "identifier")
            ? search(
                type,
                new TokenClientParam("identifier")
                    .exactly()
                    .systemAndCode(identifier.getSystem(), identifier.getValue()))
            : search(type, new TokenClientParam("patient").exactly().code(patient));
    return all(bundle, type).stream().filter(found -> has(found, identifier));
  }

  private Bundle search(Class<? extends DomainResource> type, ICriterion<?> criterion) {
    return talk.ask(
        client ->
            client
                .search()
                .forResource(type)
                .cacheControl(NOW)
                .returnBundle(Bundle.class)
                .where(criterion)
                .execute());
  }

  /** The resource of that id; empty where the partner does not show it, be it gone or closed. */
  <R extends DomainResource> Optional<R> read(Class<R> type, String id) {
    return talk.askFor(client -> client.read().resource(type).withId(id).execute());
  }

  /** What no write of ours can have caused, and only a person can put right. */
  static Outcome onAnotherPatient() {
    return new Outcome.Refused("the partner has it on another patient");
  }

  /** Whether the resource hangs on that patient. */
  static boolean isOn(DomainResource resource, String patient) {
    var subject = resource.getNamedProperty("subject");
    return subject != null
        && subject.getValues().stream()
            .filter(Reference.class::isInstance)
            .map(reference -> ((Reference) reference).getReferenceElement())
            .anyMatch(id -> patient.equals(id.getResourceType() + "/" + id.getIdPart()));
  }

  /** Whether the resource carries the identifier. */
  static boolean has(DomainResource resource, Identifier identifier) {
    var identifiers = resource.getNamedProperty("identifier");
    return identifiers != null
        && identifiers.getValues().stream()
            .filter(Identifier.class::isInstance)
            .map(Identifier.class::cast)
            .anyMatch(
                one ->
                    identifier.getSystem().equals(one.getSystem())
                        && identifier.getValue().equals(one.getValue()));
  }

  /** All pages; more than anybody can look through is no answer to match or to file by. */
  private <R extends Resource> List<R> all(Bundle first, Class<R> type) {
    var found = new ArrayList<R>();
    var page = first;
    for (var pages = 1; ; pages++) {
      page.getEntry().stream()
          .map(Bundle.BundleEntryComponent::getResource)
          .filter(type::isInstance)
          .map(type::cast)
          .forEach(found::add);
      if (page.getLink(Bundle.LINK_NEXT) == null) {
        return found;
      }
      if (pages == MOST_PAGES) {
        throw new Said(new Outcome.Refused("a search with more than " + MOST_PAGES + " pages"));
      }
      page = next(page);
    }
  }

  private Bundle next(Bundle page) {
    var here = page.getLink(Bundle.LINK_NEXT).getUrl();
    return talk.ask((IGenericClient client) -> sameHost(client, here, page));
  }

  /** A next page somewhere else would carry our token there. */
  private static Bundle sameHost(IGenericClient client, String url, Bundle page) {
    var base = client.getServerBase();
    if (!url.startsWith(base + "/") && !url.startsWith(base + "?")) {
      throw new Said(new Outcome.Refused("a next page at another address"));
    }
    return client.loadPage().next(page).execute();
  }
}

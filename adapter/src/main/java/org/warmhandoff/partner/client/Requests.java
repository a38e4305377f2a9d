package org.warmhandoff.partner.client;

import static org.warmhandoff.partner.client.Request.asking;
import static org.warmhandoff.partner.client.Request.writing;

import ca.uhn.fhir.rest.api.SearchStyleEnum;
import ca.uhn.fhir.rest.gclient.IClientExecutable;
import ca.uhn.fhir.util.UrlUtil;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Outcome.PartnerFault;

/**
 * The requests of FHIR's RESTful API that we make, by HAPI's client.
 *
 * @param base the partner's address, without a slash at its end
 * @param pages where next pages are
 * @see <a href="https://hl7.org/fhir/R4/http.html">RESTful API</a>
 */
public record Requests(String base, PageLink pages) {

  private static final String PAGES_ELSEWHERE =
      "next pages of its searches are at another address, which is not asked; if that is what its"
          + " system calls itself inside, say searches.innerPages in its persona";

  private static final String SYSTEM = "";
  private static final String MINIMAL = "return=minimal";
  private static final String REPRESENTATION = "return=representation";

  /** What the server takes: its CapabilityStatement. */
  public Request metadata() {
    return asking(
        client -> client.capabilities().ofType(CapabilityStatement.class),
        new Refusal(SYSTEM, "capabilities"),
        "metadata");
  }

  /** The current version of one resource. */
  public Request read(String type, String id) {
    return asking(
        client -> client.read().resource(type).withId(id),
        new Refusal(type, "read"),
        "read " + type + "/" + id);
  }

  /** A search by GET: nothing about a person stands in its criteria. */
  public Request search(String type, Criteria criteria) {
    return search(type, criteria, SearchStyleEnum.GET);
  }

  /**
   * Patients are searched by POST only, so that no name stands in a URL that a server writes into
   * its log (R4, 3.1.1.9.2).
   */
  public Request searchByPost(String type, Criteria criteria) {
    return search(type, criteria, SearchStyleEnum.POST);
  }

  private static Request search(String type, Criteria criteria, SearchStyleEnum style) {
    return asking(
        client ->
            client
                .search()
                .forResource(type)
                .whereMap(criteria.parameters())
                .usingStyle(style)
                .returnBundle(Bundle.class),
        new Refusal(type, "search:" + criteria.first()),
        "search " + type + " by " + criteria.first());
  }

  /** The next page of a search; a failure where it is somewhere else: our token would go there. */
  public PartnerAnswer<Request> page(String link, String type) {
    return PartnerAnswer.of(pages.resolve(link, type), Requests::isElsewhere)
        .map(url -> page(url, new Refusal(type, "search-type")));
  }

  private static PartnerFailure isElsewhere() {
    return new PartnerFailure(new PartnerFault(AttentionReason.PAGES_ELSEWHERE, PAGES_ELSEWHERE));
  }

  private static Request page(String url, Refusal uses) {
    return asking(
        client -> client.loadPage().byUrl(url).andReturnBundle(Bundle.class),
        uses,
        "next page of " + uses.type());
  }

  /** A create, unconditional: an answer that is lost leaves it in doubt. */
  public Request create(DomainResource resource) {
    var type = resource.fhirType();
    return writing(
        client -> written(client.create().resource(resource), MINIMAL),
        new Refusal(type, "create"),
        "create " + type);
  }

  /** R4, 3.1.0.8.1: parameters alone; HAPI by itself would put the address in front. */
  public Request createIfNone(DomainResource resource, Identifier identifier) {
    var type = resource.fhirType();
    var condition = "identifier=" + UrlUtil.escapeUrlParam(OwnResources.token(identifier));
    return writing(
        client ->
            written(
                client.create().resource(resource).withAdditionalHeader("If-None-Exist", condition),
                MINIMAL),
        new Refusal(type, "conditional-create"),
        "create " + type + " if none exists");
  }

  /** The condition is a header, for of an id HAPI leaves out the version. */
  public Request update(DomainResource resource, String id, Optional<String> version) {
    var type = resource.fhirType();
    return writing(
        client -> {
          var update = client.update().resource(resource).withId(new IdType(type, id));
          version.ifPresent(one -> update.withAdditionalHeader("If-Match", "W/\"" + one + "\""));
          return written(update, MINIMAL);
        },
        new Refusal(type, "update"),
        "update " + type + "/" + id + version.map(one -> " if version " + one).orElse(""));
  }

  /**
   * Changes no more than the patch says.
   *
   * @param patch operations of JSON Patch
   * @see <a href="https://hl7.org/fhir/R4/http.html#patch">patch</a>
   */
  public Request patch(String patch, String type, String id, Optional<String> version) {
    return writing(
        client -> {
          var change = client.patch().withBody(patch).withId(new IdType(type, id));
          version.ifPresent(one -> change.withAdditionalHeader("If-Match", "W/\"" + one + "\""));
          return written(change, MINIMAL);
        },
        new Refusal(type, "patch"),
        "patch " + type + "/" + id + version.map(one -> " if version " + one).orElse(""));
  }

  /** Answered with the resource, for the address alone some servers leave out. */
  public Request updateBy(DomainResource resource, Identifier identifier) {
    var type = resource.fhirType();
    return writing(
        client ->
            written(
                client
                    .update()
                    .resource(resource)
                    .conditional()
                    .whereMap(Criteria.by(identifier).parameters()),
                REPRESENTATION),
        new Refusal(type, "conditional-update"),
        "write " + type + " by identifier");
  }

  /** Puts it at the id that it carries, be it there or not (R4, 3.1.0.10.1). */
  public Request updateAtOwnId(DomainResource resource) {
    var type = resource.fhirType();
    var id = resource.getIdElement().getIdPart();
    return writing(
        client -> written(client.update().resource(resource).withId(new IdType(type, id)), MINIMAL),
        new Refusal(type, "update-create"),
        "write " + type + "/" + id);
  }

  /** Takes away the resource of that id. */
  public Request delete(String type, String id) {
    return writing(
        client -> client.delete().resourceById(type, id),
        new Refusal(type, "delete"),
        "delete " + type + "/" + id);
  }

  /** All of the bundle or nothing. */
  public Request transaction(Bundle bundle) {
    return writing(
        client -> written(client.transaction().withBundle(bundle), MINIMAL),
        new Refusal(SYSTEM, "transaction"),
        "transaction of " + bundle.getEntry().size());
  }

  /** A FHIR message, by {@code $process-message}. */
  public Request message(Bundle message) {
    return writing(
        client -> client.operation().processMessage().setMessageBundle(message),
        new Refusal(SYSTEM, "$process-message"),
        "message of " + message.getEntry().size());
  }

  /**
   * What a subscription has told of, between these numbers and with them.
   *
   * @param id of the subscription
   * @see <a
   *     href="https://hl7.org/fhir/uv/subscriptions-backport/STU1.1/OperationDefinition-backport-subscription-events.html">$events</a>
   */
  public Request events(String id, long first, long last) {
    var range =
        new Parameters()
            .addParameter("eventsSinceNumber", Long.toString(first))
            .addParameter("eventsUntilNumber", Long.toString(last));
    range.addParameter().setName("content").setValue(new CodeType("id-only"));
    return asking(
        client ->
            client
                .operation()
                .onInstance(new IdType("Subscription", id))
                .named("$events")
                .withParameters(range)
                .useHttpGet()
                .returnResourceType(Bundle.class),
        new Refusal("Subscription", "$events"),
        "events of Subscription/" + id);
  }

  /** The server's own {@code Patient/$match}. */
  public Request match(Parameters parameters) {
    return asking(
        client ->
            client
                .operation()
                .onType("Patient")
                .named("$match")
                .withParameters(parameters)
                .returnResourceType(Bundle.class),
        new Refusal("Patient", "$match"),
        "match Patient");
  }

  /**
   * A write.
   *
   * @param prefer what is to come back (R4, 3.1.0.1.7)
   */
  private static IClientExecutable<?, ?> written(IClientExecutable<?, ?> write, String prefer) {
    return write.withAdditionalHeader("Prefer", prefer);
  }
}

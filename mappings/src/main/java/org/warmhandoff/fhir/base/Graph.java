package org.warmhandoff.fhir.base;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryRequestComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;

/** A record as resources that belong together. The first one is the main one. */
public record Graph(List<Entry> entries) {

  public Graph {
    entries = List.copyOf(entries);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a graph has at least its main resource");
    }
  }

  /** The resource that shows the record itself. */
  public DomainResource main() {
    return entries.get(0).resource();
  }

  /**
   * The same, and with it what an earlier version said and this one does not say any more, taken
   * back: a contact who is not to be called any more must not stand there as one who is.
   *
   * @param earlier the graph of a version that the partner holds
   */
  public Graph replacing(Graph earlier) {
    var gone =
        earlier.entries.stream()
            .filter(entry -> isGone(entry) && isOfTheRecordItself(entry))
            .flatMap(entry -> TakenBack.of(entry).stream());
    return with(gone);
  }

  /**
   * The same, and with it what may not be told any more, taken back with nothing of what it told.
   *
   * @param disclosed all that the partner was told
   * @param stillDisclosed what of it may be told still
   * @param contactsStay whether the participant's contacts are told by other records
   */
  public Graph withdrawing(Graph disclosed, Optional<Graph> stillDisclosed, boolean contactsStay) {
    var stays =
        stillDisclosed.stream()
            .flatMap(graph -> graph.entries.stream())
            .map(Entry::fullUrl)
            .collect(toSet());
    var gone =
        disclosed.entries.stream()
            .filter(entry -> isGone(entry) && !stays.contains(entry.fullUrl()))
            .filter(entry -> entry.isDisclosedByContent() && mayGo(entry, contactsStay))
            .map(Entry::bare);
    return with(gone);
  }

  /** The same, and with it these, each as what does not hold any more. */
  public Graph withdrawing(List<Entry> bare) {
    var names = entries.stream().map(Entry::fullUrl).collect(toSet());
    return with(bare.stream().filter(entry -> !names.contains(entry.fullUrl())));
  }

  /**
   * All that the record told and the program can take back, with nothing of what it told.
   *
   * @param contactsStay whether the participant's contacts are told by other records
   */
  public Stream<Entry> retired(boolean contactsStay) {
    return entries.stream()
        .filter(entry -> entry.write() == Write.UPDATE || entry.asksForWork())
        .filter(entry -> entry.isDisclosedByContent() && mayGo(entry, contactsStay))
        .map(Entry::bare);
  }

  private boolean mayGo(Entry entry, boolean contactsStay) {
    return isOfTheRecordItself(entry) || !contactsStay;
  }

  private boolean isGone(Entry earlier) {
    return earlier.write() == Write.UPDATE
        && entries.stream().noneMatch(entry -> entry.fullUrl().equals(earlier.fullUrl()));
  }

  private Graph with(Stream<Entry> gone) {
    var all = Stream.concat(entries.stream(), gone).toList();
    unlink(all);
    return new Graph(all);
  }

  /** What is taken back may refer to what is not sent again: by its identifier it is found. */
  private static void unlink(List<Entry> all) {
    var names = all.stream().map(Entry::fullUrl).collect(toSet());
    all.stream()
        .flatMap(entry -> ResourceReferences.in(entry.resource()))
        .filter(Reference::hasIdentifier)
        .filter(reference -> isWithin(reference) && !names.contains(reference.getReference()))
        .forEach(reference -> reference.setReference(null));
  }

  /** Others lead to what the receiver has, such as its patient. */
  private static boolean isWithin(Reference reference) {
    return reference.hasReference() && reference.getReference().startsWith(Entry.URN);
  }

  /** Consents and emergency contacts are the participant's, and other records rest on them. */
  private boolean isOfTheRecordItself(Entry entry) {
    return entry.identifier().getValue().startsWith(entries.get(0).identifier().getValue());
  }

  /** The same for a partner that lets nobody else name ids. */
  public Graph withoutOwnIds() {
    return new Graph(entries.stream().filter(entry -> entry.write() != Write.AT_OWN_ID).toList());
  }

  /**
   * All of it to be written together, each resource found by its business identifier.
   *
   * @see <a href="https://hl7.org/fhir/R4/http.html#transaction">Transactions</a>
   */
  public Bundle transaction() {
    var bundle = new Bundle().setType(BundleType.TRANSACTION);
    entries.forEach(
        entry ->
            bundle.addEntry(
                new BundleEntryComponent()
                    .setFullUrl(entry.fullUrl())
                    .setResource(entry.resource())
                    .setRequest(request(entry))));
    return bundle;
  }

  private static BundleEntryRequestComponent request(Entry entry) {
    var type = entry.resource().fhirType();
    var request = new BundleEntryRequestComponent();
    return switch (entry.write()) {
      case UPDATE -> request.setMethod(HTTPVerb.PUT).setUrl(type + "?" + query(entry.identifier()));
      case CREATE_ONCE ->
          request.setMethod(HTTPVerb.POST).setUrl(type).setIfNoneExist(query(entry.identifier()));
      case AT_OWN_ID ->
          request
              .setMethod(HTTPVerb.PUT)
              .setUrl(type + "/" + entry.resource().getIdElement().getIdPart());
    };
  }

  /**
   * Ids and the program's name space hold nothing that a query would have to escape but the bar.
   */
  private static String query(Identifier identifier) {
    return "identifier=" + identifier.getSystem() + "|" + identifier.getValue();
  }
}
